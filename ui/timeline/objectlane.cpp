// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("coroscope::Timeline", text, nullptr, n);
}

/// How the values of an object's samples become heights.
struct Meaning {
    std::int64_t total = 0;  ///< what the capacity line stands for; 0: there is no line
    std::int64_t top = 1;    ///< the value at full height
    bool countsDown = false; ///< samples tell what is free

    std::int64_t used(std::int64_t value) const
    {
        return std::max<std::int64_t>(0, countsDown ? total - value : value);
    }
};

Meaning meaningOf(const ObjectTrack &object, const ObjectPeaks &peaks)
{
    Meaning meaning;
    switch (object.kind) {
    case ObjectKind::Semaphore:
        meaning.countsDown = true;
        meaning.total = object.capacity >= 0 ? object.capacity : peaks.most;
        break;
    case ObjectKind::Lock:
        meaning.total = 1;
        break;
    default:
        meaning.total = std::max<std::int64_t>(0, object.capacity);
        break;
    }
    meaning.top =
        std::max<std::int64_t>({1, meaning.total, meaning.used(meaning.countsDown ? peaks.least : peaks.most)});
    return meaning;
}

MarkKind glyphOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Lock:
        return MarkKind::LockGlyph;
    case ObjectKind::Queue:
        return MarkKind::QueueGlyph;
    case ObjectKind::Pool:
        return MarkKind::PoolGlyph;
    default:
        return MarkKind::SemaphoreGlyph;
    }
}

QString capacityText(const ObjectTrack &object, const Meaning &meaning)
{
    const auto total = QLocale().toString(qlonglong(meaning.total));
    const bool one = meaning.total == 1;
    switch (object.kind) {
    case ObjectKind::Semaphore:
        return one ? tr("1 permit") : tr("%1 permits").arg(total);
    case ObjectKind::Queue:
        return tr("limit %1").arg(total);
    case ObjectKind::Pool:
        return one ? tr("1 thread") : tr("%1 threads").arg(total);
    default:
        return {};
    }
}

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
    void add(const SampleSummary &summary, std::size_t, Nanoseconds)
    {
        add(summary.least, summary.most, summary.waiting);
    }

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
          m_track(context.plot.adjusted(0, 2, 0, -5)), m_steps(m_track.adjusted(0, 11, 0, 0)), m_ink(inkOf(object.kind))
    {
    }

    void addPlot()
    {
        DrawArea &area = m_context.plotArea;
        area.fills.push_back({m_track, Ink::Track});
        addColumns();
        const double y = heightTop(m_meaning.total);
        if (m_meaning.total > 0) {
            area.lines.push_back({{m_track.left(), y, m_track.right(), y}, Ink::Capacity, LineStyle::Dashed});
            const QString text = capacityText(m_object, m_meaning);
            const double width = m_context.measure.width(FontRole::Small, text);
            if (!text.isEmpty() && width + 8 < m_track.width()) {
                area.labels.push_back({{m_track.right() - width - 4, y - 13, width, 13},
                                       text,
                                       FontRole::Small,
                                       Ink::Capacity,
                                       TextAlign::Right});
            }
        }
    }

    void addGutter()
    {
        const QRectF &gutter = m_context.gutter;
        const auto cursor = m_context.scene.cursor;
        const std::optional<ObjectSample> now = cursor ? sampleAt(*cursor) : std::nullopt;
        const std::int64_t used =
            now ? m_meaning.used(now->value) : m_meaning.used(m_meaning.countsDown ? m_peaks.least : m_peaks.most);
        const std::int64_t waiting = std::max<std::int64_t>(0, now ? now->waiting : m_peaks.waiting);

        const double middle = gutter.top() + 17;
        DrawArea &area = m_context.gutterArea;
        area.marks.push_back({{gutter.left() + 19, middle + 6}, glyphOf(m_object.kind), 11, Ink::Capacity});
        const QLocale locale;
        QString count = locale.toString(qlonglong(used));
        if (m_meaning.total > 0)
            count += u" / "_s + locale.toString(qlonglong(m_meaning.total));
        const double right = gutter.right() - 9;
        const double left = gutter.left() + 32;
        const double width = m_context.measure.width(FontRole::Mono, count);
        area.labels.push_back(
            {{right - width, middle - 9, width, 18}, count, FontRole::Mono, Ink::Muted, TextAlign::Right});
        const double room = right - width - 8 - left;
        area.labels.push_back({{left, middle - 9, room, 18},
                               m_context.measure.elided(FontRole::Body, displayName(m_object), room),
                               FontRole::Body,
                               Ink::Text});
        const QString number = locale.toString(qlonglong(waiting));
        const QString queue = waiting == 0 ? (now ? tr("nobody waits") : tr("nobody ever waits"))
                              : now        ? tr("%1 waiting").arg(number)
                                           : tr("%1 waiting at most").arg(number);
        area.labels.push_back({{left, middle + 8, right - left, 15},
                               m_context.measure.elided(FontRole::Small, queue, right - left),
                               FontRole::Small,
                               Ink::Muted});
    }

private:
    double heightTop(std::int64_t used) const
    {
        const double share = static_cast<double>(used) / static_cast<double>(m_meaning.top);
        return m_steps.bottom() - std::round(m_steps.height() * std::min(1.0, share));
    }

    /// The state at a moment; nothing before the object was made.
    std::optional<ObjectSample> sampleAt(Nanoseconds time) const
    {
        const auto &samples = m_object.samples;
        const auto after =
            std::partition_point(samples.begin(), samples.end(), [&](const ObjectSample &s) { return s.time <= time; });
        return after == samples.begin() ? std::nullopt : std::optional(*(after - 1));
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
        if (waiting > 0 && m_peaks.waiting > 0) {
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
            if (!dips.empty() && left - dips.back().rect.right() < notchDistance)
                return;
            const std::int64_t before = first > 0 ? m_meaning.used(samples[first - 1].value) : 0;
            const std::int64_t after = last < samples.size() ? m_meaning.used(samples[last].value) : before;
            const std::int64_t around = std::min(before, after);
            if (least < around) {
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
    Meaning m_meaning;
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
    painter.addGutter();
}

} // namespace coroscope
