// SPDX-License-Identifier: MIT
#include "core/scenario/evaluator.h"

#include "core/scenario/errortypes.h"
#include "core/scenario/evaluatorrun.h"
#include "core/scenario/expressionprogram.h"

#include <new>

namespace coroscope
{

using namespace Qt::StringLiterals;

const Value *CompiledExpression::constant() const
{
    return m_program->root->operation == Operation::Constant ? &m_program->root->constant : nullptr;
}

std::optional<NameSlot> CompiledExpression::slot() const
{
    const ProgramNode &root = *m_program->root;
    if (root.operation == Operation::Local)
        return NameSlot{NameSlot::Kind::Local, root.index};
    if (root.operation == Operation::Global)
        return NameSlot{NameSlot::Kind::Global, root.index};
    return {};
}

Evaluator::Evaluator(std::uint64_t seed, EvaluatorLimits limits) : d(std::make_unique<Private>(seed, limits)) {}
Evaluator::~Evaluator() = default;

void Evaluator::setClock(std::function<double()> now) { d->now = std::move(now); }
void Evaluator::setWatch(std::function<bool(std::int64_t)> watch) { d->watch = std::move(watch); }
PythonRandom &Evaluator::random() { return d->random; }

Result<CompiledExpression> Evaluator::compile(const Expression &expression, const NameResolver &resolve)
{
    auto program = compileProgram(expression, resolve);
    if (!program)
        return program.fault();
    CompiledExpression result;
    result.m_program = program.take();
    return result;
}

Result<CompiledExpression> Evaluator::compileText(std::span<const TextPart> pieces, const NameResolver &resolve)
{
    auto program = compileTextProgram(pieces, resolve);
    if (!program)
        return program.fault();
    CompiledExpression result;
    result.m_program = program.take();
    return result;
}

Evaluation Evaluator::evaluate(const CompiledExpression &expression, const Value *locals, const Value *globals,
                               Value &result)
{
    if (d->stopped.load(std::memory_order_relaxed)) {
        result = Value();
        return Evaluation::Stopped;
    }
    ExpressionRun run(*d, expression.m_program, locals, globals);
    try {
        // Many small expressions may fill the memory without one that works for long.
        if (valueMemory() > d->limits.memory)
            run.raiseMemory();
        result = run.eval(*expression.m_program->root);
        return Evaluation::Done;
    } catch (RaisedError &raised) {
        result = std::move(raised.error);
        return Evaluation::Raised;
    } catch (const EvaluationStopped &) {
        result = Value();
        return Evaluation::Stopped;
    } catch (const std::bad_alloc &) {
        result = Value::error(errorType(BuiltinError::RuntimeError), u"there is no more memory"_s);
        return Evaluation::Raised;
    }
}

void Evaluator::clearCycles() { d->cycles.clear(); }

void Evaluator::interrupt() noexcept { d->stopped.store(true, std::memory_order_relaxed); }
void Evaluator::clearInterrupt() noexcept { d->stopped.store(false, std::memory_order_relaxed); }

} // namespace coroscope
