// SPDX-License-Identifier: MIT
#include "core/scenario/frame.h"

#include "core/base/slab.h"
#include "core/scenario/scenariovalues.h"

#include <memory>
#include <new>

namespace coroscope
{
namespace
{

// Most frames have a handful of variables.
constexpr std::size_t fewLocals = 6;
using SmallFrames = Slab<sizeof(Frame) + fewLocals * sizeof(Value)>;

bool isSmall(std::size_t locals) { return locals <= fewLocals; }

} // namespace

FramePool::~FramePool()
{
    for (Frame *frame : m_free) {
        while (frame)
            destroy(std::exchange(frame, frame->nextFree));
    }
}

void FramePool::destroy(Frame *frame)
{
    std::destroy_n(frame->locals, frame->localCount);
    const bool small = isSmall(static_cast<std::size_t>(frame->localCount));
    frame->~Frame();
    if (small)
        SmallFrames::current().give(frame);
    else
        ::operator delete(frame);
}

Frame *FramePool::take(const ScenarioFunction &function)
{
    static_assert(sizeof(Frame) % alignof(Value) == 0);
    const auto count = static_cast<std::size_t>(function.localCount);
    Frame *frame = nullptr;
    if (count <= mostLocals && m_free[count]) {
        frame = m_free[count];
        m_free[count] = frame->nextFree;
    } else {
        void *memory =
            isSmall(count) ? SmallFrames::current().take() : ::operator new(sizeof(Frame) + count * sizeof(Value));
        frame = new (memory) Frame;
        frame->localCount = function.localCount;
        frame->locals = reinterpret_cast<Value *>(frame + 1);
        for (std::size_t index = 0; index < count; ++index)
            new (frame->locals + index) Value(Value::unset());
    }
    frame->function = &function;
    return frame;
}

void FramePool::give(Frame *frame)
{
    const auto count = static_cast<std::size_t>(frame->localCount);
    if (count > mostLocals) {
        destroy(frame);
        return;
    }
    frame->blocks.clear();
    for (Value &value : frame->variables())
        value = Value::unset();
    frame->generator = {};
    frame->caller = nullptr;
    frame->next = 0;
    frame->resultSlot = -1;
    frame->exhausted = -1;
    frame->instanceSlot = -1;
    frame->nextFree = m_free[count];
    m_free[count] = frame;
}

} // namespace coroscope
