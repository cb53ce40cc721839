// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/pythoncalls.h"

namespace coroscope
{

/// Writes the steps of one function of the program as lines.
class PythonSteps
{
public:
    PythonSteps(PythonContext &context, PythonScope &scope, const Steps &whole)
        : m_context(context), m_scope(scope), m_expressions(context, scope), m_calls(context, m_expressions),
          m_whole(whole)
    {
    }

    /// Writes the steps, a level deeper than the lines of the function's head.
    void write(const Steps &steps, int depth);
    void line(const QString &text, int depth);
    QString lines() const { return m_lines; }
    PythonExpressions &expressions() { return m_expressions; }
    PythonCalls &calls() { return m_calls; }

private:
    void writeStep(const Step &step, int depth);
    void writeControl(const Step &step, int depth);
    void writeIf(const Step &step, int depth, const QString &word);
    void writeTry(const Step &step, int depth);
    void writeRaise(const Step &step, int depth);
    void writeCall(const Step &step, int depth);
    void writeCreateTask(const Step &step, int depth);
    void writeCancel(const Step &step, int depth);
    void writeWait(const Step &step, int depth);
    void writeAsCompleted(const Step &step, int depth);
    void writeWith(const Step &step, int depth);
    void writeAsyncFor(const Step &step, int depth);
    void writeAwait(const Step &step, const PythonCalls::Awaitable &awaitable, int depth);
    QString assigned(const Step &step, const PythonType &type);

    PythonContext &m_context;
    PythonScope &m_scope;
    PythonExpressions m_expressions;
    PythonCalls m_calls;
    const Steps &m_whole; ///< all steps of the function
    QString m_lines;
};

} // namespace coroscope
