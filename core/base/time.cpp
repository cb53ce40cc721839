// SPDX-License-Identifier: MIT
#include "core/base/time.h"

#include <cmath>
#include <limits>

namespace coroscope
{
namespace
{

// In doubles, as Python programs round: what reads as a half in decimal, such as 1.5e-9 s, is one here too.
Nanoseconds roundHalfUp(double ns)
{
    if (std::isnan(ns))
        return 0;
    const double rounded = std::floor(ns + 0.5);
    constexpr double limit = 9.2e18; // below the largest number that fits
    if (rounded >= limit)
        return std::numeric_limits<Nanoseconds>::max();
    if (rounded <= -limit)
        return -std::numeric_limits<Nanoseconds>::max();
    return static_cast<Nanoseconds>(rounded);
}

} // namespace

Nanoseconds fromSeconds(double seconds) { return roundHalfUp(seconds * 1e9); }

std::optional<Nanoseconds> parseDuration(QStringView text)
{
    text = text.trimmed();
    qsizetype unitStart = text.size();
    while (unitStart > 0 && text[unitStart - 1].isLetter())
        --unitStart;
    const QStringView unit = text.mid(unitStart);
    bool ok = false;
    const double amount = text.left(unitStart).trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(amount))
        return std::nullopt;
    double unitInNs = 1e9;
    if (unit == u"ns")
        unitInNs = 1;
    else if (unit == u"us" || unit == u"µs")
        unitInNs = 1e3;
    else if (unit == u"ms")
        unitInNs = 1e6;
    else if (unit == u"m")
        unitInNs = 60e9;
    else if (unit == u"h")
        unitInNs = 3600e9;
    else if (!unit.isEmpty() && unit != u"s")
        return std::nullopt;
    return roundHalfUp(amount * unitInNs);
}

QString formatDuration(Nanoseconds duration)
{
    const double ns = static_cast<double>(duration);
    const double size = std::abs(ns);
    const auto with = [](double amount, const char *unit) {
        return QString::number(amount, 'g', 4) + u' ' + QString::fromUtf8(unit);
    };
    if (duration == 0)
        return QStringLiteral("0 s");
    if (size < 1e3)
        return with(ns, "ns");
    if (size < 1e6)
        return with(ns / 1e3, "µs");
    if (size < 1e9)
        return with(ns / 1e6, "ms");
    if (size < 1e12)
        return with(ns / 1e9, "s");
    return QString::number(ns / 1e9, 'f', 0) + QStringLiteral(" s");
}

} // namespace coroscope
