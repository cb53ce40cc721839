// SPDX-License-Identifier: MIT
#include "core/scenario/scenarioerror.h"

namespace coroscope
{

ScenarioError::ScenarioError(Value error) : NamedError(error.asError().message.toStdString()), m_error(std::move(error))
{
}

std::string ScenarioError::name() const { return m_error.asError().type->name.toStdString(); }

Value makeError(BuiltinError type, const QString &message) { return Value::error(errorType(type), message); }

bool isCancelledError(const Value &error)
{
    return error.isError() && error.asError().type->isA(errorType(BuiltinError::CancelledError));
}

Value errorFromException(const std::exception_ptr &exception)
{
    const auto named = [](BuiltinError type, const std::exception &error) {
        return makeError(type, QString::fromUtf8(error.what()));
    };
    try {
        std::rethrow_exception(exception);
    } catch (const ScenarioError &error) {
        return error.error();
    } catch (const async::Cancelled &error) {
        return makeError(BuiltinError::CancelledError, error.message());
    } catch (const async::TimeoutError &error) {
        return named(BuiltinError::TimeoutError, error);
    } catch (const async::QueueEmpty &error) {
        return named(BuiltinError::QueueEmpty, error);
    } catch (const async::QueueFull &error) {
        return named(BuiltinError::QueueFull, error);
    } catch (const async::BrokenBarrierError &error) {
        return named(BuiltinError::BrokenBarrierError, error);
    } catch (const async::InvalidStateError &error) {
        return named(BuiltinError::InvalidStateError, error);
    } catch (const async::ValueError &error) {
        return named(BuiltinError::ValueError, error);
    } catch (const std::exception &error) {
        return named(BuiltinError::RuntimeError, error);
    }
}

} // namespace coroscope
