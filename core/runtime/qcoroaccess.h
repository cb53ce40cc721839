// SPDX-License-Identifier: MIT
#pragma once

#include <QCoro/QCoroTask>

#include <exception>

namespace coroscope::async
{

// QCoro::Task tells that it is ready, but how it ended only by throwing. A throw and catch costs 1 to 2 µs,
// so where a task ends with an error that nobody awaits the exception is taken from the promise instead.
// An explicit instantiation may name private members ([temp.spec.general]); that is all this does.

namespace detail
{

template <auto TaskHandle, auto PromiseException>
struct OpenVoidTask {
    friend std::exception_ptr takeException(const QCoro::Task<void> &task)
    {
        return (task.*TaskHandle).promise().*PromiseException;
    }
};

std::exception_ptr takeException(const QCoro::Task<void> &task);

template struct OpenVoidTask<&QCoro::Task<void>::mCoroutine, &QCoro::detail::TaskPromise<void>::mException>;

} // namespace detail

/// The exception with which a ready task ended; null if it returned.
inline std::exception_ptr exceptionOf(const QCoro::Task<void> &task) { return detail::takeException(task); }

} // namespace coroscope::async
