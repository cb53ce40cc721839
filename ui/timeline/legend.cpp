// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/legend.h"

#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QPainter>

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Legend", text); }

constexpr double boxSize = 12;
constexpr double boxGap = 6;
constexpr double entryGap = 18;
constexpr double rowHeight = 20;

} // namespace

std::vector<LegendEntry> legendEntries(const Theme &theme, std::uint32_t waitKinds, LegendExtras extras)
{
    std::vector<LegendEntry> entries{{tr("running"), theme.running}, {tr("ready"), theme.ready}};
    for (int kind = 0; kind < waitKindCount; ++kind) {
        if (waitKinds >> kind & 1U)
            entries.push_back({waitKindName(static_cast<WaitKind>(kind)), theme.waits[static_cast<std::size_t>(kind)]});
    }
    const auto mark = [&](const QString &text, Ink ink) {
        entries.push_back({text, {theme.ink(ink), {}, Hatch::None, {}}});
    };
    mark(tr("timeout"), Ink::TimedOut);
    mark(tr("cancelled"), Ink::Cancelled);
    mark(tr("failed"), Ink::Failed);
    if (extras.hasBlockedSteps)
        mark(tr("loop blocked"), Ink::Blocked);
    if (extras.hasGhost)
        mark(tr("run before"), Ink::Ghost);
    return entries;
}

double paintLegend(QPainter *painter, const QRectF &rect, const std::vector<LegendEntry> &entries, const Theme &theme,
                   const TextMeasure &measure, PaintTarget target)
{
    double x = rect.left();
    double y = rect.top();
    for (const LegendEntry &entry : entries) {
        const double width = measure.width(FontRole::Small, entry.text);
        const double whole = boxSize + boxGap + width;
        if (x > rect.left() && x + whole > rect.right()) {
            x = rect.left();
            y += rowHeight;
        }
        if (painter) {
            const QRectF box(x, y + (rowHeight - boxSize) / 2, boxSize, boxSize);
            // Some bars are nearly as dark as the panel: the rim tells where they end.
            painter->fillRect(box, theme.ink(Ink::Met));
            paintBar(*painter, box.adjusted(1, 1, -1, -1), entry.style, target);
            paintText(*painter, {x + boxSize + boxGap, y, width, rowHeight}, entry.text, FontRole::Small,
                      theme.ink(Ink::Muted), TextAlign::Left, target);
        }
        x += whole + entryGap;
    }
    return y + rowHeight - rect.top();
}

} // namespace coroscope
