// SPDX-License-Identifier: MIT
#include "core/scenario/frame.h"

#include "core/scenario/scenariovalues.h"

namespace coroscope
{
namespace
{

// More than that many idle frames are given back to the system.
constexpr std::size_t mostIdle = 4096;

} // namespace

FramePool::~FramePool()
{
    for (Frame *frame : m_free)
        delete frame;
}

Frame *FramePool::take(const ScenarioFunction &function)
{
    Frame *frame = nullptr;
    if (m_free.empty()) {
        frame = new Frame;
    } else {
        frame = m_free.back();
        m_free.pop_back();
    }
    frame->function = &function;
    frame->locals.resize(static_cast<std::size_t>(function.localCount), Value::unset());
    return frame;
}

void FramePool::give(Frame *frame)
{
    frame->blocks.clear();
    frame->locals.clear();
    frame->generator = {};
    frame->caller = nullptr;
    frame->next = 0;
    frame->resultSlot = -1;
    frame->exhausted = -1;
    frame->instanceSlot = -1;
    if (m_free.size() < mostIdle)
        m_free.push_back(frame);
    else
        delete frame;
}

} // namespace coroscope
