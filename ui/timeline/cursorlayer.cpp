// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/cursorlayer.h"

#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

class CursorLayer
{
public:
    CursorLayer(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure)
        : m_list(list), m_scene(scene), m_frame(frame), m_measure(measure), m_area(list.area(AreaRole::Cursor))
    {
    }

    void add()
    {
        addRange();
        addCursor();
        addRangeLength();
        addMarks();
        // What stands half under a chip cannot be read.
        std::erase_if(m_list.area(AreaRole::Ruler).labels,
                      [this](const DrawLabel &label) { return isTaken(label.rect); });
    }

private:
    void addRange()
    {
        const auto range = m_scene.selectedRange;
        if (!range || range->to < m_scene.range.from || range->from > m_scene.range.to)
            return;
        const double left = m_frame.scale.clampedX(range->from);
        const double right = m_frame.scale.clampedX(range->to);
        const QRectF inRuler(left, 2, right - left, m_scene.rulerHeight - 4);
        DrawArea &ruler = m_list.area(AreaRole::Ruler);
        ruler.rows.push_back({inRuler, Ink::Selection});
        for (const AreaRole role : {AreaRole::Head, AreaRole::Lanes}) {
            DrawArea &lanes = m_list.area(role);
            if (lanes.clip.height() > 0)
                lanes.rows.insert(lanes.rows.begin(),
                                  {{left, lanes.clip.top(), right - left, lanes.clip.height()}, Ink::Hover});
        }
        for (const Nanoseconds end : {range->from, range->to}) {
            if (!m_scene.range.contains(end))
                continue;
            const double x = m_frame.scale.x(end);
            m_area.lines.push_back({{x, 2, x, m_scene.size.height()}, Ink::Accent, LineStyle::Dashed, 1});
        }
    }

    /// How long the range is: in its middle if there is room, else beside the cursor's chips, else beside the range.
    void addRangeLength()
    {
        const auto range = m_scene.selectedRange;
        if (!range || range->to < m_scene.range.from || range->from > m_scene.range.to)
            return;
        const double left = m_frame.scale.clampedX(range->from);
        const double right = m_frame.scale.clampedX(range->to);
        const QString text = formatDuration(range->span());
        const double width = m_measure.width(FontRole::MonoStrong, text) + 10;
        std::vector<double> places;
        if (width + 2 <= right - left) {
            places.push_back((left + right - width) / 2);
            QRectF taken;
            for (const DrawFill &chip : m_area.chips) {
                if (chip.rect.top() < m_scene.rulerHeight)
                    taken |= chip.rect;
            }
            if (taken.left() - 4 - width > left)
                places.push_back(taken.left() - 4 - width);
            if (taken.right() + 4 + width < right)
                places.push_back(taken.right() + 4);
        }
        places.push_back(right + 4);
        for (const double place : places) {
            const QRectF chip(place, 4, width, m_scene.rulerHeight - 9);
            if (chip.right() > m_scene.size.width() || isTaken(chip))
                continue;
            m_area.chips.push_back({chip, Ink::Selection});
            m_area.labels.push_back({chip, text, FontRole::MonoStrong, Ink::Text, TextAlign::Centre});
            return;
        }
    }

    bool isTaken(const QRectF &rect) const
    {
        return std::any_of(m_area.chips.begin(), m_area.chips.end(),
                           [&](const DrawFill &chip) { return chip.rect.intersects(rect); });
    }

    void addMarks()
    {
        constexpr double size = 10;
        constexpr double widestNote = 160;
        for (std::size_t i = 0; i < m_scene.marks.size(); ++i) {
            const TimeMark &mark = m_scene.marks[i];
            if (!m_scene.range.contains(mark.time))
                continue;
            const double x = m_frame.scale.x(mark.time);
            m_area.lines.push_back(
                {{x, m_scene.rulerHeight, x, m_scene.size.height()}, Ink::Muted, LineStyle::Dashed, 1});
            m_area.marks.push_back({{x, m_scene.rulerHeight - size / 2 - 1}, MarkKind::Note, size, Ink::Accent});
            if (mark.note.isEmpty())
                continue;
            // Up to the next mark at most.
            double room = std::min(widestNote, m_scene.size.width() - x - 14);
            if (i + 1 < m_scene.marks.size())
                room = std::min(room, m_frame.scale.x(m_scene.marks[i + 1].time) - x - 20);
            const QString text = m_measure.elided(FontRole::Small, mark.note.simplified(), room);
            if (text.isEmpty())
                continue;
            const double width = m_measure.width(FontRole::Small, text);
            const QRectF chip(x + 6, 3, width + 8, m_scene.rulerHeight - 7);
            if (isTaken(chip))
                continue;
            m_area.chips.push_back({chip, Ink::Selection});
            m_area.labels.push_back({chip.adjusted(4, 0, -4, 0), text, FontRole::Small, Ink::Text});
        }
    }

    void addCursor()
    {
        const QRectF chip = cursorChip(m_scene, m_frame, m_measure);
        if (chip.isEmpty())
            return;
        const double x = m_frame.scale.x(*m_scene.cursor);
        m_area.lines.push_back(
            {{x, m_scene.rulerHeight - 4, x, m_scene.size.height()}, Ink::Accent, LineStyle::Solid, 1.5});
        m_area.chips.push_back({chip, Ink::Accent});
        const QString text = textOfCursor(m_scene, m_frame);
        m_area.labels.push_back({chip, text, FontRole::MonoStrong, Ink::OnAccent, TextAlign::Centre});
        if (m_scene.step && m_scene.step->count > 0)
            addStep(x, chip);
    }

    /// Which step of how many, beside the time, and whose it is, on its lane and on that of the loop.
    void addStep(double x, const QRectF &chip)
    {
        const QLocale locale = QLocale::c();
        const QString text = tr("step %1 of %2")
                                 .arg(locale.toString(static_cast<qulonglong>(m_scene.step->number)),
                                      locale.toString(static_cast<qulonglong>(m_scene.step->count)));
        const double width = m_measure.width(FontRole::Small, text) + 12;
        const bool fits = chip.right() + 3 + width <= m_scene.size.width();
        const QRectF box(fits ? chip.right() + 3 : chip.left() - 3 - width, chip.top(), width, chip.height());
        m_area.chips.push_back({box, Ink::Selection});
        m_area.labels.push_back({box, text, FontRole::Small, Ink::Text, TextAlign::Centre});
        const TaskId running = m_scene.step->running;
        if (!running)
            return;
        if (const auto lane = m_scene.layout.nearestLaneOf(running))
            addRunning(x, *lane, false);
        if (!m_scene.layout.lanes().empty() && m_scene.layout.lanes().front().kind == LaneKind::Loop)
            addRunning(x, 0, true);
    }

    /// A dot on the cursor where the step runs, and on the loop's lane the name of its task.
    void addRunning(double x, std::size_t lane, bool isNamed)
    {
        const bool inHead = lane < m_frame.fixedCount;
        const QRectF &rect = inHead ? m_frame.head : m_frame.lanes;
        const double middle = m_frame.topOf(lane, m_scene.layout) + m_scene.layout.lanes()[lane].height / 2;
        if (middle < rect.top() || middle > rect.bottom())
            return;
        constexpr double size = 14;
        m_area.marks.push_back({{x, middle}, MarkKind::Alive, size, Ink::Running});
        if (!isNamed)
            return;
        const QString text = m_measure.elided(FontRole::Small, displayName(m_scene.intervals, m_scene.step->running),
                                              m_scene.size.width() / 4);
        const double width = m_measure.width(FontRole::Small, text) + 10;
        const bool fits = x + 8 + width <= m_scene.size.width();
        const QRectF box(fits ? x + 8 : x - 8 - width, middle - 8, width, 16);
        m_area.chips.push_back({box, Ink::Selection});
        m_area.labels.push_back({box, text, FontRole::Small, Ink::Text, TextAlign::Centre});
    }

public:
    static QString textOfCursor(const TimelineScene &scene, const TimelineFrame &frame)
    {
        const auto pixel = static_cast<Nanoseconds>(1 / frame.scale.pixelsPerNs());
        return formatMoment(*scene.cursor, pixel);
    }

private:
    DrawList &m_list;
    const TimelineScene &m_scene;
    const TimelineFrame &m_frame;
    const TextMeasure &m_measure;
    DrawArea &m_area;
};

} // namespace

void addCursorLayer(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure)
{
    CursorLayer(list, scene, frame, measure).add();
}

QRectF cursorChip(const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure)
{
    if (!scene.cursor || !scene.range.contains(*scene.cursor))
        return {};
    const double x = frame.scale.x(*scene.cursor);
    const QString text = CursorLayer::textOfCursor(scene, frame);
    const double width = measure.width(FontRole::MonoStrong, text) + 14;
    const double left =
        std::clamp(x - width / 2, frame.gutterRight, std::max(frame.gutterRight, scene.size.width() - width));
    return {left, 3, width, scene.rulerHeight - 7};
}

} // namespace coroscope
