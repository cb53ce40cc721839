// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textmeasure.h"

namespace coroscope
{
namespace
{

constexpr qsizetype mostRemembered = 20'000;
constexpr qsizetype fewestLetters = 3;

} // namespace

QString TextMeasure::elided(FontRole font, const QString &text, double width) const
{
    if (this->width(font, text) <= width)
        return text;
    qsizetype fits = 0;
    qsizetype tooLong = text.size();
    while (fits + 1 < tooLong) {
        const qsizetype middle = (fits + tooLong) / 2;
        (this->width(font, text.left(middle) + u'…') <= width ? fits : tooLong) = middle;
    }
    if (fits > 0 && text[fits - 1].isHighSurrogate())
        --fits;
    return fits < fewestLetters ? QString() : text.left(fits).trimmed() + u'…';
}

FontMeasure::FontMeasure()
{
    for (int i = 0; i < fontRoleCount; ++i)
        m_metrics.emplace_back(drawFont(static_cast<FontRole>(i)));
}

double FontMeasure::width(FontRole font, const QString &text) const
{
    const auto role = static_cast<std::size_t>(font);
    auto &known = m_known[role];
    const auto found = known.constFind(text);
    if (found != known.constEnd())
        return *found;
    if (known.size() >= mostRemembered)
        known.clear();
    const double measured = m_metrics[role].horizontalAdvance(text);
    known.insert(text, measured);
    return measured;
}

} // namespace coroscope
