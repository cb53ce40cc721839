// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/errors.h"
#include "core/scenario/errortypes.h"
#include "core/scenario/value.h"

#include <exception>

namespace coroscope
{

/// An error of a scenario on its way through the C++ of the runtime.
class ScenarioError final : public async::NamedError
{
public:
    explicit ScenarioError(Value error);

    const Value &error() const { return m_error; }
    std::string name() const override;

private:
    Value m_error;
};

/// An error value of a built-in type.
Value makeError(BuiltinError type, const QString &message = {});

/// The error of a scenario that a C++ exception stands for: a ScenarioError's own, Cancelled, and what the
/// primitives throw under the names that asyncio gives them.
Value errorFromException(const std::exception_ptr &exception);

/// Whether `error` is a CancelledError.
bool isCancelledError(const Value &error);

} // namespace coroscope
