// SPDX-License-Identifier: MIT
#include "core/trace/tracereport.h"

#include <QStringList>

namespace coroscope
{

QString TraceReadReport::leftOut() const
{
    const auto counted = [](std::uint64_t count, const QString &what, const std::string &first) {
        return QStringLiteral("%1 %2%3 (%4`%5`)")
            .arg(count)
            .arg(what, count == 1 ? QString{} : QStringLiteral("s"),
                 count == 1 ? QString{} : QStringLiteral("the first: "), QString::fromStdString(first));
    };
    QStringList parts;
    if (skippedEvents > 0)
        parts << counted(skippedEvents, QStringLiteral("unknown event"), firstSkippedEvent);
    if (unknownKeys > 0)
        parts << counted(unknownKeys, QStringLiteral("unknown key"), firstUnknownKey);
    return parts.isEmpty() ? QString{} : QStringLiteral("left out: ") + parts.join(QStringLiteral(", "));
}

} // namespace coroscope
