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
        const TimeRange range = scale.range();
        const Nanoseconds now = openEnd(m_context.scene);
        const auto firstFrom = [&](std::size_t from, const auto &isBefore) {
            return static_cast<std::size_t>(
                std::partition_point(samples.begin() + static_cast<std::ptrdiff_t>(from), samples.end(), isBefore) -
                samples.begin());
        };
        const auto endOfSample = [&](std::size_t i) { return i + 1 < samples.size() ? samples[i + 1].time : now; };
        std::size_t i = firstFrom(0, [&](const ObjectSample &s) { return s.time <= range.from; });
        i = i > 0 ? i - 1 : 0;
        std::vector<DrawFill> dips;
        while (i < samples.size() && samples[i].time <= range.to) {
            const double left = scale.clampedX(samples[i].time);
            const double right = scale.clampedX(endOfSample(i));
            if (right - left >= 1) {
                addColumn(left, right, m_meaning.used(samples[i].value), samples[i].waiting);
                ++i;
                continue;
            }
            const Nanoseconds nextPixel = scale.timeFrom(std::floor(left) + 1);
            std::size_t last =
                std::max(i + 1, firstFrom(i + 1, [&](const ObjectSample &s) { return s.time < nextPixel; }));
            if (last - 1 > i && scale.clampedX(endOfSample(last - 1)) - scale.clampedX(samples[last - 1].time) >= 1)
                --last;
            std::int64_t least = m_meaning.top;
            std::int64_t most = 0;
            std::int64_t waiting = 0;
            sampleOf(i, last, [&](std::size_t at) {
                const std::int64_t used = m_meaning.used(samples[at].value);
                least = std::min(least, used);
                most = std::max(most, used);
                waiting = std::max(waiting, samples[at].waiting);
            });
            const double end = scale.clampedX(endOfSample(last - 1));
            addColumn(std::min(left, scale.right() - 1), end, most, waiting);
            // Permits that change hands within a moment leave a notch, unless notches would fill the graph.
            constexpr double notchDistance = 3;
            const std::int64_t before = i > 0 ? m_meaning.used(samples[i - 1].value) : 0;
            const std::int64_t after = last < samples.size() ? m_meaning.used(samples[last].value) : before;
            const std::int64_t around = std::min(before, after);
            if (least < around && (dips.empty() || left - dips.back().rect.right() >= notchDistance)) {
                const double top = heightTop(around);
                dips.push_back({{left, top, 1, heightTop(least) - top}, Ink::Track});
            }
            i = last;
        }
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
