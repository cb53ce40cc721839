// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/cycleregistry.h"
#include "core/scenario/errortypes.h"
#include "core/scenario/evaluator.h"
#include "core/scenario/expressionprogram.h"

#include <QVarLengthArray>

#include <array>
#include <atomic>
#include <chrono>

namespace coroscope
{

struct Evaluator::Private {
    Private(std::uint64_t seed, const EvaluatorLimits &chosenLimits) : limits(chosenLimits), random(seed) {}

    const EvaluatorLimits limits;
    PythonRandom random;
    std::function<double()> now;
    std::function<bool(std::int64_t)> watch;
    CycleRegistry cycles;
    std::atomic<bool> stopped{false};
};

/// Thrown within an evaluation; evaluate() catches both.
struct RaisedError {
    Value error;
};
struct EvaluationStopped {
};

using Arguments = std::span<const Value>;

/// Sorts and keeps the order of equal items; `isLess` may raise.
template <typename Less>
void mergeSort(Value::Items &items, Less isLess)
{
    // An own one, because those of the library are lost where an order contradicts itself, as that of NaN does.
    Value::Items other(items.size());
    for (std::size_t width = 1; width < items.size(); width *= 2) {
        for (std::size_t start = 0; start < items.size(); start += 2 * width) {
            const std::size_t middle = std::min(start + width, items.size());
            const std::size_t end = std::min(start + 2 * width, items.size());
            std::size_t left = start;
            std::size_t right = middle;
            for (std::size_t out = start; out < end; ++out) {
                const bool takesRight = left == middle || (right < end && isLess(items[right], items[left]));
                other[out] = std::move(items[takesRight ? right++ : left++]);
            }
        }
        items.swap(other);
    }
}

/// One evaluation: walks the program, and bounds what it takes.
class ExpressionRun
{
public:
    ExpressionRun(Evaluator::Private &state, const std::shared_ptr<const ExpressionProgram> &program,
                  const Value *locals, const Value *globals)
        : m_state(state), m_locals(locals), m_globals(globals), m_program(&program), m_depth(program->height)
    {
    }

    Value eval(const ProgramNode &node);
    /// Calls an arrow function or a built-in one; TypeError if it is neither.
    Value call(const Value &function, Arguments arguments);
    Value callBuiltin(Builtin builtin, Arguments arguments);
    Value callMethod(const Value &object, QStringView method, Arguments arguments);

    [[noreturn]] void raise(BuiltinError type, const QString &message);
    /// What is raised when the values of the program take too much.
    [[noreturn]] void raiseMemory();
    /// Counts work; every few thousand units looks at the clock, at the memory and for a stop.
    void tick(qsizetype work = 1)
    {
        m_work += work;
        if (m_work >= m_nextLook)
            look();
    }
    /// Raises where a list or a text of that length is too long, and counts the work to make it.
    void roomForList(double length);
    void roomForText(double length);

    /// Raises where a text of that length is too long.
    void checkText(double length);
    /// Counts the work to read through a value, as a text or a comparison does.
    void countReading(const Value &value)
    {
        if (value.isString())
            tick(value.asString().size() >> 4);
        else if (value.kind() > ValueKind::String)
            tick(lookEvery);
    }

    /// String(value), bounded.
    QString scriptText(const Value &value);
    Value makeText(QStringView text);
    /// Has to be told when an existing list gets a new item.
    void stored(ListObject &list, const Value &value) { m_state.cycles.stored(list, value); }
    Evaluator::Private &state() { return m_state; }
    int column() const { return m_column; }

private:
    static constexpr qsizetype lookEvery = 4096;

    struct Frame {
        Arguments parameters;
        std::span<const Value> captures;
    };

    const Value &operand(const ProgramNode &node, Value &room);
    const Value &variable(const Value &value, const ProgramNode &node);
    Value evalList(const ProgramNode &node);
    Value evalMap(const ProgramNode &node);
    Value evalTemplate(const ProgramNode &node, bool asScript);
    Value evalLength(const ProgramNode &node);
    Value evalMember(const ProgramNode &node);
    Value evalIndex(const ProgramNode &node);
    Value evalCallBuiltin(const ProgramNode &node);
    Value evalCallMethod(const ProgramNode &node);
    Value evalCallValue(const ProgramNode &node);
    Value evalUnary(const ProgramNode &node);
    Value evalBinary(const ProgramNode &node);
    Value evalAdd(const ProgramNode &node);
    Value evalLogical(const ProgramNode &node);
    Value evalArrow(const ProgramNode &node);
    Value arithmetic(Operation operation, double left, double right);
    Value add(const Value &left, const Value &right);
    bool contains(const Value &key, const Value &object);

    Value member(const Value &object, QStringView name);
    Value element(const Value &object, const Value &key);
    template <typename Use>
    Value withArguments(const ProgramNode &node, std::size_t from, Use use);
    void appendSpread(const Value &value, Value::Items &items);
    bool endsHere(const ProgramNode &node, const Value &object, bool optional);
    [[noreturn]] void raiseUnset(const ProgramNode &node);
    [[noreturn]] void raiseNoMethod(const Value &object, QStringView method);
    void look();

    Evaluator::Private &m_state;
    const Value *m_locals;
    const Value *m_globals;
    const std::shared_ptr<const ExpressionProgram> *m_program; ///< whose nodes are being walked
    const Frame *m_frame = nullptr;
    int m_depth;
    int m_column = 0;
    bool m_chainBroken = false;
    qsizetype m_work = 0;
    qsizetype m_watchedWork = 0;
    qsizetype m_nextLook = lookEvery;
    std::chrono::steady_clock::time_point m_deadline{};
};

/// An arrow function with what it took from outside, or a built-in function as a value.
class CallableObject final : public FunctionObject
{
public:
    CallableObject(std::shared_ptr<const ExpressionProgram> program, const ArrowShape *shape);
    explicit CallableObject(Builtin builtin);
    ~CallableObject() override;

    QString name() const override;
    std::span<Value> captures() override { return captured; }

    const std::shared_ptr<const ExpressionProgram> program; ///< keeps the shape alive
    const ArrowShape *const shape = nullptr;                ///< null: built-in
    const Builtin builtin = Builtin::Range;
    Value::Items captured;
};

inline const Value &ExpressionRun::variable(const Value &value, const ProgramNode &node)
{
    if (value.isUnset()) [[unlikely]]
        raiseUnset(node);
    return value;
}

// The value of a node without a copy where it lies somewhere already; `room` takes it where it does not.
inline const Value &ExpressionRun::operand(const ProgramNode &node, Value &room)
{
    switch (node.operation) {
    case Operation::Constant:
        return node.constant;
    case Operation::Local:
        return variable(m_locals[node.index], node);
    case Operation::Parameter:
        return m_frame->parameters[static_cast<std::size_t>(node.index)];
    default:
        room = eval(node);
        return room;
    }
}

} // namespace coroscope
