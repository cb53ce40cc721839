// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <exception>
#include <string>

namespace coroscope::async
{

/// An error in words.
struct ErrorText {
    std::string name; ///< of its class, without namespaces
    std::string message;
};

/// Whether `error` is a Cancelled. Does not throw, so it costs next to nothing.
bool isCancellation(const std::exception_ptr &error);

/// The message of a Cancelled.
QString messageOfCancelled(const std::exception_ptr &error);

ErrorText errorText(const std::exception_ptr &error);

} // namespace coroscope::async
