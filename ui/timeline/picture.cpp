// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/picture.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/svgdevice.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Picture", text); }

constexpr int naturalWidth = 1600;
constexpr double highestLanes = 2400; ///< of a picture that has no given size; more lanes get lower rows
constexpr double margin = 14;
constexpr double titleHeight = 40;
constexpr double rulerHeight = 28;
constexpr double noteHeight = 20;
constexpr double captionLine = 18;
constexpr double lowestRow = 1;
constexpr double lowestNamedRow = 14; ///< lower rows bear no names

/// The lines of a text, broken between words; a word that is too wide for a line stands alone and is cut.
QStringList wrapped(const QString &text, double width, const TextMeasure &measure)
{
    QStringList lines;
    for (const QString &paragraph : text.trimmed().split(u'\n')) {
        QString line;
        for (const QString &word : paragraph.simplified().split(u' ')) {
            const QString longer = line.isEmpty() ? word : line + u' ' + word;
            if (line.isEmpty() || measure.width(FontRole::Body, longer) <= width) {
                line = longer;
                continue;
            }
            lines += line;
            line = word;
        }
        lines += line;
    }
    for (QString &line : lines)
        line = measure.elided(FontRole::Body, line, width);
    return lines;
}

} // namespace

Picture::Picture(const Intervals &intervals, const ImageOptions &options)
    : m_intervals(intervals), m_theme(theme(options.theme)), m_title(options.title.simplified())
{
    m_index.update(intervals);
    if (options.like)
        m_layout = *options.like;
    if (options.lanes)
        m_layout.setFilter(options.lanes);
    m_layout.update(intervals, m_index);
    layOut(options);
}

/// Wide enough for the names, as far as there is room for them.
double Picture::gutterWidth() const
{
    constexpr std::size_t lookedAt = 2000;
    constexpr double around = 130; // mark, length and gaps
    double widest = 60;
    const auto &lanes = m_layout.lanes();
    for (std::size_t i = m_layout.headCount(); i < std::min(lanes.size(), lookedAt); ++i) {
        const Lane &lane = lanes[i];
        const QString name = lane.kind == LaneKind::Group
                                 ? groupCaption(m_intervals, m_layout.tree().groups()[lane.track])
                                 : displayName(m_intervals.tasks()[lane.track]);
        widest = std::max(widest, LaneLayout::indent(lane.depth) + m_measure.width(FontRole::Body, name));
    }
    return std::clamp(std::ceil(widest + around), 190.0, std::max(190.0, m_size.width() * 0.25));
}

void Picture::layOut(const ImageOptions &options)
{
    const double width = options.size.isEmpty() ? naturalWidth : options.size.width();
    m_titleRect = {0, 0, width, m_title.isEmpty() ? 0 : titleHeight};
    if (options.legend)
        m_legend = legendEntries(m_theme, m_index.waitKinds(), {!m_index.facts().blockedSteps().empty(), false});
    const double legendWidth = width - 2 * margin;
    double legendHeight =
        m_legend.empty()
            ? 0
            : paintLegend(nullptr, {0, 0, legendWidth, 0}, m_legend, m_theme, m_measure, PaintTarget::Vector) + 12;
    // A small picture has room for lanes or for what their colours mean.
    constexpr double mostLegend = 1.0 / 3;
    if (!options.size.isEmpty() && legendHeight > options.size.height() * mostLegend) {
        m_legend.clear();
        legendHeight = 0;
    }

    if (!options.caption.trimmed().isEmpty())
        m_caption = wrapped(options.caption, width - 2 * margin, m_measure);
    const double captionHeight = m_caption.isEmpty() ? 0 : static_cast<double>(m_caption.size()) * captionLine + 10;

    const auto rows = static_cast<double>(m_layout.lanes().size() - m_layout.headCount());
    const double around = m_titleRect.height() + rulerHeight + captionHeight + legendHeight;
    const bool given = !options.size.isEmpty();
    double lanesHeight = given ? options.size.height() - around : std::min(m_layout.contentHeight() + 8, highestLanes);
    lanesHeight = std::max(lanesHeight, LaneLayout::loopHeight);
    if (m_layout.contentHeight() > lanesHeight && rows > 0) {
        const double room = lanesHeight - m_layout.headHeight();
        // Whole pixels, so that all rows come out alike.
        m_layout.setTaskHeight(std::clamp(std::floor(room / rows), lowestRow, LaneLayout::taskHeight));
        // Rows that hold folded tasks are higher than the others.
        while (m_layout.contentHeight() > lanesHeight && m_layout.currentTaskHeight() > lowestRow)
            m_layout.setTaskHeight(m_layout.currentTaskHeight() - 1);
        if (!given)
            lanesHeight = std::min(lanesHeight, m_layout.contentHeight() + 8);
    }
    // What still has no room is left out whole, and the picture says how much that is.
    const auto &lanes = m_layout.lanes();
    if (m_layout.contentHeight() > lanesHeight) {
        lanesHeight -= noteHeight;
        const auto shown = std::partition_point(lanes.begin(), lanes.end(),
                                                [&](const Lane &lane) { return lane.bottom() <= lanesHeight; });
        m_hiddenLanes = lanes.end() - shown;
        m_lanesRect = {0, m_titleRect.bottom(), width,
                       rulerHeight + (shown == lanes.begin() ? 0 : (shown - 1)->bottom())};
    } else {
        m_lanesRect = {0, m_titleRect.bottom(), width, rulerHeight + lanesHeight};
    }
    const double note = m_hiddenLanes > 0 ? noteHeight : 0;
    const double height =
        given ? options.size.height() : std::ceil(m_lanesRect.bottom() + note + captionHeight + legendHeight);
    m_size = QSize(static_cast<int>(width), static_cast<int>(height));
    m_legendRect = {margin, height - legendHeight + 6, legendWidth, legendHeight};
    m_captionRect = {margin, height - legendHeight - captionHeight + 6, legendWidth, captionHeight};

    m_gutterWidth = gutterWidth();
    Viewport whole;
    whole.setEndMargin(endMargin(m_intervals));
    whole.setExtent(m_intervals.end());
    whole.fit();
    TimeRange range{options.from.value_or(0), options.to.value_or(whole.range().to)};
    range.to = std::max(range.to, range.from + 1);
    TimelineScene scene{m_intervals,   m_index,     m_layout, range, 0,  m_lanesRect.size(),
                        m_gutterWidth, rulerHeight, false,    {},    {}, {}};
    // A row that is pointed at is tinted as one that is selected, and has no arrows.
    (options.arrows == ImageArrows::None ? scene.hovered : scene.selection) = options.selection;
    scene.showsAllCauses = options.arrows == ImageArrows::All;
    m_list = buildDrawList(scene, m_measure);
}

/// How many tasks the rows are of, those that are folded away with them.
std::uint64_t Picture::shownTasks() const
{
    std::uint64_t count = 0;
    const auto &lanes = m_layout.lanes();
    for (std::size_t i = m_layout.headCount(); i < lanes.size(); ++i) {
        const FoldedTasks *folded = m_layout.foldedIn(lanes[i]);
        count += (lanes[i].kind == LaneKind::Task ? 1U : 0U) + (folded ? folded->count() : 0U);
    }
    return count;
}

/// A line about the run: clock, tasks, length, how it ended.
QString Picture::facts() const
{
    const QLocale locale;
    QStringList parts;
    parts += tr("%1 clock").arg(QString::fromStdString(m_intervals.store().meta().clock));
    const auto tasks = m_intervals.tasks().size();
    parts += tasks == 1 ? tr("1 task") : tr("%1 tasks").arg(locale.toString(tasks));
    parts += formatRunMoment(m_intervals.end(), m_intervals.end());
    if (m_intervals.outcome()) {
        switch (*m_intervals.outcome()) {
        case RunOutcome::Returned:
            break;
        case RunOutcome::Failed:
            parts += tr("failed");
            break;
        case RunOutcome::Deadlock:
            parts += tr("deadlock");
            break;
        case RunOutcome::Stopped:
            parts += tr("stopped");
            break;
        }
    }
    return parts.join(u" · "_s);
}

void Picture::paintTitle(QPainter &painter, PaintTarget target) const
{
    const SvgGroup group(painter, u"title"_s);
    const QString right = facts();
    const double rightWidth = m_measure.width(FontRole::Small, right);
    const QRectF row = m_titleRect.adjusted(margin, 0, -margin, 0);
    const bool both = rightWidth < row.width() * 0.6;
    const double room = both ? row.width() - rightWidth - 20 : row.width();
    paintText(painter, row, m_measure.elided(FontRole::Heading, m_title, room), FontRole::Heading,
              m_theme.ink(Ink::Text), TextAlign::Left, target);
    if (both) {
        paintText(painter, {row.right() - rightWidth, row.top(), rightWidth, row.height()}, right, FontRole::Small,
                  m_theme.ink(Ink::Muted), TextAlign::Left, target);
    }
}

void Picture::paintLanes(QPainter &painter, PaintTarget target) const
{
    const SvgGroup group(painter, u"timeline"_s);
    painter.save();
    painter.translate(m_lanesRect.topLeft());
    coroscope::paint(painter, m_list, m_theme, target);
    painter.restore();
    const std::uint64_t tasks = shownTasks();
    if (m_layout.currentTaskHeight() < lowestNamedRow && tasks > 0) {
        const double top = m_lanesRect.top() + rulerHeight + m_layout.headHeight();
        paintText(painter, {margin, top, m_gutterWidth - margin, noteHeight},
                  tr("%1 tasks").arg(QLocale().toString(qulonglong(tasks))), FontRole::Small, m_theme.ink(Ink::Muted),
                  TextAlign::Left, target);
    }
    if (m_hiddenLanes > 0) {
        const QRectF note(margin, m_lanesRect.bottom(), m_size.width() - 2 * margin, noteHeight);
        const QString text = m_hiddenLanes == 1
                                 ? tr("1 more lane is not shown")
                                 : tr("%1 more lanes are not shown").arg(QLocale().toString(m_hiddenLanes));
        paintText(painter, note, text, FontRole::Small, m_theme.ink(Ink::TimedOut), TextAlign::Left, target);
    }
}

void Picture::paint(QPainter &painter, PaintTarget target) const
{
    painter.fillRect(QRectF(QPointF(0, 0), QSizeF(m_size)), m_theme.window);
    if (!m_title.isEmpty())
        paintTitle(painter, target);
    paintLanes(painter, target);
    if (!m_caption.isEmpty()) {
        const SvgGroup group(painter, u"caption"_s);
        QRectF line(m_captionRect.left(), m_captionRect.top(), m_captionRect.width(), captionLine);
        for (const QString &text : m_caption) {
            paintText(painter, line, text, FontRole::Body, m_theme.ink(Ink::Text), TextAlign::Left, target);
            line.translate(0, captionLine);
        }
    }
    if (!m_legend.empty()) {
        const SvgGroup group(painter, u"legend"_s);
        paintLegend(&painter, m_legendRect, m_legend, m_theme, m_measure, target);
    }
}

} // namespace coroscope
