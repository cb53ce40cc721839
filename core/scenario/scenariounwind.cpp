// SPDX-License-Identifier: MIT
// How control leaves blocks and frames of a scenario's task.
#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenariotask.h"

#include <algorithm>

namespace coroscope
{

Frame *ScenarioTask::takeFrame(const ScenarioFunction &function)
{
    if (m_depth >= m_run.limits.depth) {
        m_register =
            makeError(BuiltinError::RuntimeError,
                      QStringLiteral("maximum recursion depth exceeded: %1 calls within calls, the last one of %2")
                          .arg(m_run.limits.depth)
                          .arg(function.name));
        return nullptr;
    }
    Frame *frame = m_run.frames.take(function);
    for (const auto &[slot, global] : function.inherited)
        frame->locals[slot] = m_run.globals[static_cast<std::size_t>(global)];
    return frame;
}

bool ScenarioTask::pushFrame(const ScenarioFunction &function, std::span<const Value> arguments, FrameKind kind,
                             int resultSlot)
{
    Frame *frame = takeFrame(function);
    if (!frame)
        return false;
    std::copy(arguments.begin(), arguments.end(), frame->locals);
    pushExisting(frame, kind, resultSlot);
    return true;
}

void ScenarioTask::pushExisting(Frame *frame, FrameKind kind, int resultSlot)
{
    frame->caller = m_top;
    frame->kind = kind;
    frame->resultSlot = resultSlot;
    m_top = frame;
    ++m_depth;
}

void ScenarioTask::dropFrames()
{
    while (m_top) {
        Frame *frame = std::exchange(m_top, m_top->caller);
        if (frame->generator) {
            frame->generator->frame = nullptr;
            frame->generator->running = false;
        }
        m_run.frames.give(frame);
    }
    m_depth = 0;
}

ScenarioTask::Flow ScenarioTask::deliver(Start start, int resultSlot)
{
    switch (start) {
    case Start::Ready:
        if (!m_top) {
            // A task that is nothing but one awaitable: q.get(), sleep …
            m_result = std::move(m_register);
            m_ending = State::Returned;
            return Flow::Finished;
        }
        if (resultSlot >= 0)
            m_top->locals[static_cast<std::size_t>(resultSlot)] = std::move(m_register);
        return Flow::Next;
    case Start::Raised:
        return raiseRegister();
    case Start::Suspended:
        m_resultSlot = resultSlot;
        return Flow::Suspend;
    case Start::Called:
        return Flow::Next;
    case Start::Native:
        m_resultSlot = resultSlot;
        return Flow::Native;
    }
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::raiseError(BuiltinError type, const QString &message)
{
    m_register = makeError(type, message);
    return raiseRegister();
}

const Value *ScenarioTask::handledError() const
{
    for (const Frame *frame = m_top; frame; frame = frame->caller) {
        for (auto block = frame->blocks.rbegin(); block != frame->blocks.rend(); ++block) {
            const bool handles = block->kind == Block::Kind::Handler || (block->kind == Block::Kind::FinallyBody &&
                                                                         block->kept.kind == Completion::Kind::Raise);
            if (handles)
                return &block->kept.value;
        }
    }
    return nullptr;
}

Completion *ScenarioTask::keptCompletion()
{
    Q_ASSERT(!m_top->blocks.empty() && m_top->blocks.back().kind == Block::Kind::FinallyBody);
    return &m_top->blocks.back().kept;
}

ScenarioTask::Flow ScenarioTask::unwind(Completion completion)
{
    if (isStopping() && !scheduler().isDiscarding())
        return park();
    if (completion.kind == Completion::Kind::Raise && m_instruction && completion.value.asError().line == 0)
        completion.value.asError().line = m_instruction->line;
    for (;;) {
        if (!m_top) {
            m_result = std::move(completion.value);
            m_ending = completion.kind == Completion::Kind::Return ? State::Returned
                       : isCancelledError(m_result)                ? State::Cancelled
                                                                   : State::Failed;
            return Flow::Finished;
        }
        Frame &frame = *m_top;
        if (frame.blocks.empty()) {
            const Flow flow = leaveFrame(std::move(completion));
            if (flow != Flow::Suspend)
                return flow;
            // The frame is gone and its error goes on in the caller.
            completion = {Completion::Kind::Raise, std::move(m_register)};
            continue;
        }
        Block &block = frame.blocks.back();
        switch (block.kind) {
        case Block::Kind::Loop:
            if (completion.kind == Completion::Kind::Continue) {
                frame.next = block.other;
                return Flow::Next;
            }
            if (completion.kind == Completion::Kind::Break) {
                frame.next = block.target;
                frame.blocks.pop_back();
                return Flow::Next;
            }
            frame.blocks.pop_back();
            break;
        case Block::Kind::Except:
            if (completion.kind == Completion::Kind::Raise) {
                frame.next = block.target;
                block.kind = Block::Kind::Handler;
                block.kept = std::move(completion);
                return Flow::Next;
            }
            frame.blocks.pop_back();
            break;
        case Block::Kind::Finally:
            frame.next = block.target;
            block.kind = Block::Kind::FinallyBody;
            block.kept = std::move(completion);
            return Flow::Next;
        case Block::Kind::Handler:
        case Block::Kind::FinallyBody:
            frame.blocks.pop_back();
            break;
        }
    }
}

// Takes the top frame away. Gives Flow::Suspend where an error goes on in the caller, with the error in m_register.
ScenarioTask::Flow ScenarioTask::leaveFrame(Completion completion)
{
    Frame *frame = std::exchange(m_top, m_top->caller);
    --m_depth;
    const FrameKind kind = frame->kind;
    const int resultSlot = frame->resultSlot;
    const int exhausted = frame->exhausted;
    const int instanceSlot = frame->instanceSlot;
    if (const SharedRef<GeneratorValue> generator = frame->generator) {
        generator->frame = nullptr;
        generator->running = false;
    }
    if (kind == FrameKind::ResourceEnter && completion.kind == Completion::Kind::Return) {
        m_run.tellResource(frame->function->resource, HolderChange::Acquired);
        Value &instance = m_top->locals[static_cast<std::size_t>(instanceSlot)];
        const std::span<Value> variables = frame->variables();
        static_cast<ResourceValue &>(instance.asHandle()).locals.assign(variables.begin(), variables.end());
    }
    m_run.frames.give(frame);
    const bool raised = completion.kind == Completion::Kind::Raise;
    const bool ofGenerator = kind == FrameKind::GeneratorNext || kind == FrameKind::GeneratorClose;
    if (raised && ofGenerator && completion.value.asError().type->isA(errorType(BuiltinError::StopAsyncIteration)))
        completion.value =
            makeError(BuiltinError::RuntimeError, QStringLiteral("async generator raised StopAsyncIteration"));
    switch (kind) {
    case FrameKind::Base:
        return unwind(std::move(completion));
    case FrameKind::GeneratorNext:
        if (!raised) {
            m_top->next = exhausted;
            return Flow::Next;
        }
        break;
    case FrameKind::GeneratorClose:
        if (!raised || completion.value.asError().type->isA(errorType(BuiltinError::GeneratorExit)))
            return Flow::Next;
        break;
    case FrameKind::Call:
    case FrameKind::ResourceEnter:
        if (!raised) {
            if (resultSlot >= 0)
                m_top->locals[static_cast<std::size_t>(resultSlot)] = std::move(completion.value);
            return Flow::Next;
        }
        break;
    }
    m_register = std::move(completion.value);
    return Flow::Suspend;
}

ScenarioTask::Flow ScenarioTask::resumeGenerator(GeneratorValue &generator, const Instruction &instruction)
{
    if (generator.running)
        return raiseError(BuiltinError::RuntimeError,
                          QStringLiteral("anext(): asynchronous generator is already running"));
    if (!generator.frame) {
        m_top->next = instruction.target;
        return Flow::Next;
    }
    generator.running = true;
    generator.begun = true;
    Frame *frame = generator.frame;
    frame->generator = SharedRef<GeneratorValue>(&generator);
    frame->exhausted = instruction.target;
    pushExisting(frame, FrameKind::GeneratorNext, instruction.b);
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::closeGenerator(GeneratorValue &generator)
{
    if (!generator.frame || generator.running)
        return Flow::Next;
    if (!generator.begun) {
        m_run.frames.give(std::exchange(generator.frame, nullptr));
        return Flow::Next;
    }
    generator.running = true;
    generator.closing = true;
    Frame *frame = generator.frame;
    frame->generator = SharedRef<GeneratorValue>(&generator);
    pushExisting(frame, FrameKind::GeneratorClose, -1);
    return raiseError(BuiltinError::GeneratorExit, {});
}

ScenarioTask::Flow ScenarioTask::yieldValue(Value value)
{
    Frame *frame = m_top;
    if (frame->kind == FrameKind::GeneratorClose)
        return raiseError(BuiltinError::RuntimeError, QStringLiteral("async generator ignored GeneratorExit"));
    m_top = frame->caller;
    --m_depth;
    const SharedRef<GeneratorValue> generator = std::exchange(frame->generator, {});
    generator->running = false;
    frame->caller = nullptr;
    m_top->locals[static_cast<std::size_t>(frame->resultSlot)] = std::move(value);
    return Flow::Next;
}

} // namespace coroscope
