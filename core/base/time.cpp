// SPDX-License-Identifier: MIT
#include "core/base/time.h"

#include <cmath>
#include <limits>

namespace coroscope
{
namespace
{

// Long double keeps the product exact enough that the half-up rule decides, not the error of the product.
Nanoseconds roundHalfUp(long double ns)
{
    if (std::isnan(ns))
        return 0;
    const long double rounded = std::floor(ns + 0.5L);
    constexpr auto limit = static_cast<long double>(std::numeric_limits<Nanoseconds>::max());
    if (rounded >= limit)
        return std::numeric_limits<Nanoseconds>::max();
    if (rounded <= -limit)
        return -std::numeric_limits<Nanoseconds>::max();
    return static_cast<Nanoseconds>(rounded);
}

} // namespace

Nanoseconds fromSeconds(double seconds) { return roundHalfUp(static_cast<long double>(seconds) * 1e9L); }

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
    long double unitInNs = 1e9L;
    if (unit == u"ns")
        unitInNs = 1;
    else if (unit == u"us" || unit == u"µs")
        unitInNs = 1e3L;
    else if (unit == u"ms")
        unitInNs = 1e6L;
    else if (unit == u"m")
        unitInNs = 60e9L;
    else if (unit == u"h")
        unitInNs = 3600e9L;
    else if (!unit.isEmpty() && unit != u"s")
        return std::nullopt;
    return roundHalfUp(static_cast<long double>(amount) * unitInNs);
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
