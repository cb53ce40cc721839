// SPDX-License-Identifier: MIT
#include "core/base/result.h"

namespace coroscope
{

QString Fault::text() const
{
    QString place = file;
    if (line > 0) {
        place += u':' + QString::number(line);
        if (column > 0)
            place += u':' + QString::number(column);
    }
    return (place.isEmpty() ? QString{} : place + QStringLiteral(": ")) + QStringLiteral("error: ") + message;
}

} // namespace coroscope
