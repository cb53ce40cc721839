// SPDX-License-Identifier: MIT
#include "core/scenario/methods.h"

#include <array>

namespace coroscope
{
namespace
{

constexpr std::array<QStringView, 28> names{
    u"",           u"acquire",   u"release",    u"locked",    u"wait",   u"set",        u"clear",
    u"is_set",     u"notify",    u"notify_all", u"put",       u"get",    u"join",       u"put_nowait",
    u"get_nowait", u"task_done", u"qsize",      u"empty",     u"full",   u"set_result", u"set_exception",
    u"done",       u"result",    u"exception",  u"cancelled", u"cancel", u"reset",      u"abort"};

} // namespace

Method methodFromName(QStringView name)
{
    for (std::size_t index = 1; index < names.size(); ++index) {
        if (names[index] == name)
            return static_cast<Method>(index);
    }
    return Method::Unknown;
}

QStringView methodName(Method method) { return names[static_cast<std::size_t>(method)]; }

} // namespace coroscope
