// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/program.h"
#include "core/scenario/value.h"

#include <array>
#include <span>
#include <vector>

namespace coroscope
{

class GeneratorValue;

/// Why control leaves a block.
struct Completion {
    enum class Kind : std::uint8_t { Normal, Raise, Return, Break, Continue };
    Kind kind = Kind::Normal;
    Value value; ///< Raise: the error; Return: the value
};

/// A block that control is in.
struct Block {
    enum class Kind : std::uint8_t {
        Loop,        ///< target: of break; other: of continue
        Except,      ///< target: of the clauses
        Handler,     ///< a clause runs; kept: the error
        Finally,     ///< target: of the exit
        FinallyBody, ///< the exit runs; kept: what goes on after it
    };
    Kind kind = Kind::Loop;
    int target = -1;
    int other = -1;
    Completion kept;
};

/// What the caller does with what a frame gives.
enum class FrameKind : std::uint8_t {
    Base,           ///< the task's own
    Call,           ///< result to a slot of the caller
    ResourceEnter,  ///< the variables go to the instance, too
    GeneratorNext,  ///< runs on to the next item
    GeneratorClose, ///< runs to its end
};

/// One call of a coroutine. Frames form a chain, the innermost first; a generator's leaves it at each item.
struct Frame {
    const ScenarioFunction *function = nullptr;
    Frame *caller = nullptr;
    int next = 0;          ///< index of the next instruction
    int resultSlot = -1;   ///< in the caller
    int exhausted = -1;    ///< GeneratorNext: where the caller goes on when there are no more items
    int instanceSlot = -1; ///< ResourceEnter: in the caller
    FrameKind kind = FrameKind::Base;
    SharedRef<GeneratorValue> generator;
    std::vector<Block> blocks;
    Frame *nextFree = nullptr; ///< in the pool
    int localCount = 0;
    Value *locals = nullptr; ///< behind the frame, in the same block of memory

    std::span<Value> variables() const { return {locals, static_cast<std::size_t>(localCount)}; }
};

/// Keeps frames that are not in use, with the memory of their variables.
class FramePool
{
public:
    FramePool() = default;
    FramePool(const FramePool &) = delete;
    FramePool &operator=(const FramePool &) = delete;
    ~FramePool();

    /// A frame whose variables have no value yet.
    Frame *take(const ScenarioFunction &function);
    void give(Frame *frame);

private:
    // Frames with up to this many variables are kept, in a list for each number.
    static constexpr std::size_t mostLocals = 48;

    static void destroy(Frame *frame);

    std::array<Frame *, mostLocals + 1> m_free{};
};

} // namespace coroscope
