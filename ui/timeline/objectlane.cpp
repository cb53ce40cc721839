// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/objectgutter.h"
#include "ui/timeline/objectmeaning.h"
#include "ui/timeline/stretchwalk.h"
#include "ui/timeline/waittext.h"

namespace coroscope
{
namespace
{

/// The extremes of the samples on one pixel.
class SampleColumn
{
public:
    explicit SampleColumn(const SampleList &samples) : m_samples(samples) {}

    void clear() { m_isEmpty = true; }
    void add(std::size_t index, Nanoseconds, Nanoseconds)
    {
        const ObjectSample sample = m_samples[index];
        add(sample.value, sample.value, sample.waiting);
    }
    void add(const SampleSummary &summary, std::size_t) { add(summary.least, summary.most, summary.waiting); }

    std::int64_t least() const { return m_least; }
    std::int64_t most() const { return m_most; }
    std::int64_t waiting() const { return m_waiting; }

private:
    void add(std::int64_t least, std::int64_t most, std::int64_t waiting)
    {
        m_least = m_isEmpty ? least : std::min(m_least, least);
        m_most = m_isEmpty ? most : std::max(m_most, most);
        m_waiting = m_isEmpty ? waiting : std::max(m_waiting, waiting);
        m_isEmpty = false;
    }

    const SampleList &m_samples;
    bool m_isEmpty = true;
    std::int64_t m_least = 0;
    std::int64_t m_most = 0;
    std::int64_t m_waiting = 0;
};

class ObjectLanePainter
{
public:
    ObjectLanePainter(const LaneContext &context, const ObjectTrack &object, const ObjectPeaks &peaks)
        : m_context(context), m_object(object), m_peaks(peaks), m_meaning(meaningOf(object, peaks)),
          m_room(roomOf(object.kind)), m_track(context.plot.adjusted(0, m_room == ObjectRoom::Compact ? 5 : 2, 0,
                                                                     m_room == ObjectRoom::Full ? -5 : -4)),
          m_steps(m_track.adjusted(0, waitersRoom(m_room), 0, 0)), m_ink(inkOf(object.kind))
    {
    }

    void addPlot()
    {
        DrawArea &area = m_context.plotArea;
        area.fills.push_back({m_track, Ink::Track});
        addColumns();
        const double y = heightTop(m_meaning.total);
        if (m_room == ObjectRoom::Held)
            addHolders();
        if (m_meaning.total > 0 && m_room != ObjectRoom::Held) {
            area.lines.push_back({{m_track.left(), y, m_track.right(), y}, Ink::Capacity, LineStyle::Dashed});
            const QString text = capacityText(m_object, m_meaning);
            const double width = m_context.measure.width(FontRole::Small, text);
            if (!text.isEmpty() && m_room == ObjectRoom::Full && width + 8 < m_track.width()) {
                area.labels.push_back({{m_track.right() - width - 4, y - 13, width, 13},
                                       text,
                                       FontRole::Small,
                                       Ink::Capacity,
                                       TextAlign::Right});
            }
        }
    }

private:
    /// How much of the lane is for the queue of the object, above its graph.
    static double waitersRoom(ObjectRoom room)
    {
        switch (room) {
        case ObjectRoom::Full:
            return 11;
        case ObjectRoom::Held:
            return 9;
        default:
            return 4;
        }
    }

    /// Whose a lock is, in each stretch that has room for the name.
    void addHolders()
    {
        const Intervals &intervals = m_context.scene.intervals;
        const auto &holds = m_context.scene.index.facts().holdsOf(m_object.id);
        const auto wide = [&](std::size_t i, double left, double right) {
            // From one holder to the next there may be no time at all.
            if (right < m_context.scale.right())
                m_context.plotArea.fills.push_back({{right - 1, m_steps.top(), 1, m_steps.height()}, Ink::Track});
            QString name = displayName(intervals, holds[i].task);
            const double room = right - left - 9;
            // The begin of a name that many share tells nothing.
            constexpr double leastShare = 0.6;
            const bool tells = room >= m_context.measure.width(FontRole::Small, name) * leastShare;
            name = tells ? m_context.measure.elided(FontRole::Small, name, room) : QString();
            if (!name.isEmpty())
                m_context.plotArea.labels.push_back({{left + 5, m_steps.top(), right - left - 5, m_steps.height()},
                                                     name,
                                                     FontRole::Small,
                                                     Ink::OnHeld});
        };
        walkStretches(holds, m_context.scale, openEnd(m_context.scene), wide,
                      [](std::size_t, std::size_t, double, double) {});
    }

    double heightTop(std::int64_t used) const
    {
        const double share = static_cast<double>(used) / static_cast<double>(m_meaning.top);
        return m_steps.bottom() - std::round(m_steps.height() * std::min(1.0, share));
    }

    /// A column of the graph; joined with the one before where they are as high.
    void addColumn(double left, double right, std::int64_t most, std::int64_t waiting)
    {
        DrawArea &area = m_context.plotArea;
        const auto add = [&](std::size_t &last, const QRectF &rect, Ink ink) {
            if (rect.height() <= 0)
                return;
            if (last < area.fills.size()) {
                QRectF &before = area.fills[last].rect;
                if (before.top() == rect.top() && before.right() >= rect.left()) {
                    before.setRight(std::max(before.right(), rect.right()));
                    return;
                }
            }
            last = area.fills.size();
            area.fills.push_back({rect, ink});
        };
        const double width = std::max(1.0, right - left);
        const double top = heightTop(most);
        add(m_lastStep, {left, top, width, m_steps.bottom() - top}, m_ink);
        // Those who have come to a barrier are its value already.
        if (waiting > 0 && m_peaks.waiting > 0 && m_object.kind != ObjectKind::Barrier) {
            // At least two pixels, so that one waiter beside a thousand is seen.
            const double room = m_steps.top() - 1 - m_track.top();
            const double height =
                std::max(2.0, std::round(room * static_cast<double>(waiting) / static_cast<double>(m_peaks.waiting)));
            add(m_lastWaiters, {left, m_steps.top() - 1 - height, width, height}, Ink::Waiters);
        }
    }

    void addColumns()
    {
        const auto &samples = m_object.samples;
        const TimeScale &scale = m_context.scale;
        std::vector<DrawFill> dips;
        const auto wide = [&](std::size_t i, double left, double right) {
            const ObjectSample sample = samples[i];
            addColumn(left, right, m_meaning.used(sample.value), sample.waiting);
        };
        SampleColumn column(samples);
        const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
            // What is used is the highest where what is free is the lowest.
            const std::int64_t least = m_meaning.used(m_meaning.countsDown ? column.most() : column.least());
            const std::int64_t most = m_meaning.used(m_meaning.countsDown ? column.least() : column.most());
            addColumn(std::min(left, scale.right() - 1), right, most, column.waiting());
            // Permits that change hands within a moment leave a notch, unless notches would fill the graph.
            constexpr double notchDistance = 3;
            const bool isDense = last - first >= Pyramid<SampleSummary>::fanout;
            if (isDense || (!dips.empty() && left - dips.back().rect.right() < notchDistance))
                return;
            const std::int64_t before = first > 0 ? m_meaning.used(samples[first - 1].value) : 0;
            const std::int64_t after = last < samples.size() ? m_meaning.used(samples[last].value) : before;
            const std::int64_t around = std::min(before, after);
            if (least < around && m_room != ObjectRoom::Held) {
                const double top = heightTop(around);
                dips.push_back({{left, top, 1, heightTop(least) - top}, Ink::Track});
            }
        };
        // What it was at the left end: the last of those that were there before.
        const std::size_t after = firstFrom(samples, scale.range().from + 1);
        const std::size_t begin = after > 0 ? after - 1 : 0;
        walkPixels(samples, begin, scale, openEnd(m_context.scene), 1, column, wide, narrow);
        auto &fills = m_context.plotArea.fills;
        fills.insert(fills.end(), dips.begin(), dips.end());
    }

    const LaneContext &m_context;
    const ObjectTrack &m_object;
    const ObjectPeaks &m_peaks;
    ObjectMeaning m_meaning;
    ObjectRoom m_room;
    QRectF m_track;
    QRectF m_steps;
    Ink m_ink;
    std::size_t m_lastStep = static_cast<std::size_t>(-1);
    std::size_t m_lastWaiters = static_cast<std::size_t>(-1);
};

} // namespace

void addObjectLane(const LaneContext &context)
{
    const ObjectTrack &object = context.scene.intervals.objects()[context.lane.track];
    ObjectLanePainter painter(context, object, context.scene.index.peaks(context.lane.track));
    painter.addPlot();
    addObjectGutter(context, object, context.scene.index.peaks(context.lane.track));
}

} // namespace coroscope
