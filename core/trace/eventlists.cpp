// SPDX-License-Identifier: MIT
#include "core/trace/eventlists.h"

namespace coroscope
{

void IntervalList::summarize(std::size_t first)
{
    const std::size_t last = first + Levels::leafCount;
    for (std::size_t i = first; i < last; ++i)
        prefetch(i);
    StateLeaf sum;
    sum.start = startOf(first);
    WaitTimes waits;
    Nanoseconds ready = noTime;
    Nanoseconds start = sum.start;
    for (std::size_t i = first; i < last; ++i) {
        const Nanoseconds end = startOf(i + 1);
        switch (stateOf(i)) {
        case TaskState::Ready:
            ready = (ready == noTime ? 0 : ready) + (end - start);
            break;
        case TaskState::Running:
            ++sum.runs;
            break;
        case TaskState::Waiting:
            waits.add(kindOf(i), static_cast<float>(end - start));
            break;
        case TaskState::Done:
            break;
        }
        start = end;
    }
    if (ready != noTime)
        sum.readyLength = ShortLength(ready);
    sum.setWaits(waits);
    m_levels.add(sum);
}

void SampleList::summarize(std::size_t first)
{
    const ObjectSample begin = (*this)[first];
    SampleSummary sum{begin.time, begin.value, begin.value, begin.waiting};
    for (std::size_t i = first + 1; i < first + Levels::leafCount; ++i) {
        const ObjectSample sample = (*this)[i];
        sum.least = std::min(sum.least, sample.value);
        sum.most = std::max(sum.most, sample.value);
        sum.waiting = std::max(sum.waiting, sample.waiting);
    }
    m_levels.add(sum);
}

} // namespace coroscope
