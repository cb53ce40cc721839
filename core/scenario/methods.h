// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

#include <cstdint>

namespace coroscope
{

/// The methods of the objects of a scenario.
enum class Method : std::uint8_t {
    Unknown,
    Acquire,
    Release,
    Locked,
    Wait,
    Set,
    Clear,
    IsSet,
    Notify,
    NotifyAll,
    Put,
    Get,
    Join,
    PutNowait,
    GetNowait,
    TaskDone,
    QSize,
    Empty,
    Full,
    SetResult,
    SetException,
    Done,
    Result,
    Exception,
    Cancelled,
    Cancel,
    Reset,
    Abort,
};

/// `Method::Unknown` for any other name.
Method methodFromName(QStringView name);

/// As it is written, such as `put_nowait`.
QStringView methodName(Method method);

} // namespace coroscope
