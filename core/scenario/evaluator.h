// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/expression.h"
#include "core/scenario/pythonrandom.h"
#include "core/scenario/value.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace coroscope
{

/// Where the value of a name is found when an expression runs.
struct NameSlot {
    enum class Kind : std::uint8_t {
        Local,  ///< of the coroutine: parameters and variables
        Global, ///< of the run: params, objects, coroutines
    };
    Kind kind = Kind::Local;
    int index = 0;
};
/// Nothing where the name is not known. Names come before built-in functions, so a variable may hide one.
using NameResolver = std::function<std::optional<NameSlot>(const QString &name)>;

struct ExpressionProgram;

/// An expression with its names bound to slots. Belongs to the thread of the evaluator that made it; cheap to copy.
class CompiledExpression
{
public:
    CompiledExpression() = default;
    bool isValid() const { return m_program != nullptr; }
    /// The value of an expression that is a literal; null (the pointer) of any other.
    const Value *constant() const;
    /// The slot of an expression that is only a name; nothing for any other.
    std::optional<NameSlot> slot() const;

private:
    friend class Evaluator;
    std::shared_ptr<const ExpressionProgram> m_program;
};

/// A piece of a text with `${}`: the text, or where `expression` is set the text of its value.
struct TextPart {
    QString text;
    ExpressionPtr expression;
};

/// How an evaluation ended.
enum class Evaluation : std::uint8_t {
    Done,    ///< the result is the value
    Raised,  ///< the result is an Error, with its column within the expression
    Stopped, ///< interrupt() was called, or the watch said so; the result is null
};

/// What one expression may take; a program that wants more gets a RuntimeError that names the limit.
struct EvaluatorLimits {
    std::chrono::milliseconds time{1000}; ///< of one evaluation
    qsizetype listLength = 10'000'000;    ///< items
    qsizetype stringLength = 16'777'216;  ///< UTF-16 units
    std::int64_t memory = 1'073'741'824;  ///< bytes of all values of the thread, see valueMemory()
    int depth = 4000;                     ///< levels of expressions within arrow functions within arrow functions …
};

class ExpressionRun;

/// Evaluates the expressions of one run, in one thread.
///
/// Values are JavaScript's, with these differences: undefined is null; an array is a List, an object a Map; nothing of
/// the host exists but the names and builtinFunctions(). Errors: JavaScript's TypeError is TypeError, RangeError is
/// ValueError, everything about limits is RuntimeError; the built-in functions raise what Python's do.
///
/// An arrow function keeps the values that names had when it was made.
///
/// Why not QJSEngine: a call of it is quick (40 ns with one number), but of Qt 6.4's engine neither time nor memory can
/// be bounded. `Array(2**32-1).fill(0)` goes on for over 30 s and takes 4 GiB, setInterrupted() or not, and the format
/// promises an end after a second. It also lacks what JavaScript has had since 2019: `at`, `flat`, `fromEntries`,
/// `replaceAll`, spread in objects. A test compares the two on random expressions.
class Evaluator
{
public:
    explicit Evaluator(std::uint64_t seed = 0, EvaluatorLimits limits = {});
    ~Evaluator();
    Evaluator(const Evaluator &) = delete;
    Evaluator &operator=(const Evaluator &) = delete;

    /// What `now()` gives: seconds since the start of the run. Without it now() is 0.
    void setClock(std::function<double()> now);
    /// Is called now and then while an expression works for long, with the work done since the last time: about one
    /// unit an item or a call. Gives whether to go on; else the evaluation is Stopped.
    void setWatch(std::function<bool(std::int64_t work)> watch);
    /// The generator behind random(), uniform() …, one for the whole run.
    PythonRandom &random();

    /// Binds the names of an expression. A fault where one is unknown.
    Result<CompiledExpression> compile(const Expression &expression, const NameResolver &resolve);
    /// The same for a text with expressions in it; its value is always a String.
    Result<CompiledExpression> compileText(std::span<const TextPart> pieces, const NameResolver &resolve);

    /// Evaluates. `locals` and `globals` are the slots that the resolver spoke of; they are only read, and may be null
    /// where there are none.
    Evaluation evaluate(const CompiledExpression &expression, const Value *locals, const Value *globals, Value &result);

    /// Empties the lists that may be part of a cycle. Only when the program is over.
    void clearCycles();

    /// Ends the running evaluation, and each later one at its start, until clearInterrupt(). From any thread.
    void interrupt() noexcept;
    void clearInterrupt() noexcept;

private:
    friend class ExpressionRun;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coroscope
