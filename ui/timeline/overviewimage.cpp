// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overviewimage.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr QRgb nothing = 0;

QRgb blend(QRgb ground, QRgb color, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return qRgb(mix(qRed(ground), qRed(color)), mix(qGreen(ground), qGreen(color)), mix(qBlue(ground), qBlue(color)));
}

} // namespace

void OverviewImage::clear()
{
    const int highestRow = m_highestRow;
    *this = {};
    m_highestRow = highestRow;
}

int OverviewImage::columnOf(Nanoseconds time) const
{
    const double share = static_cast<double>(time - m_range.from) / static_cast<double>(m_range.span());
    return static_cast<int>(std::floor(std::clamp(share, -1.0, 2.0) * m_image.width()));
}

Nanoseconds OverviewImage::timeOf(int column) const
{
    return m_range.from + std::llround(static_cast<double>(m_range.span()) * column / m_image.width());
}

/// A time before what is drawn belongs to another run.
bool OverviewImage::isLater(Nanoseconds now) const
{
    return std::all_of(m_rows.begin(), m_rows.end(), [now](const Row &row) { return row.drawnTo <= now; });
}

bool OverviewImage::update(const Intervals &intervals, const LaneLayout &layout, TimeRange range, QSize size,
                           const Theme &theme, int milliseconds)
{
    if (size.isEmpty() || range.span() <= 0) {
        clear();
        return true;
    }
    QElapsedTimer clock;
    clock.start();
    std::vector<std::uint32_t> order;
    order.reserve(layout.lanes().size());
    for (const Lane &lane : layout.lanes()) {
        if (lane.kind == LaneKind::Task)
            order.push_back(lane.track);
        // What is folded away belongs to the whole run all the same.
        if (const FoldedTasks *folded = layout.foldedIn(lane))
            order.insert(order.end(), folded->sample().begin(), folded->sample().end());
    }
    // What is stuck for ever waits without end, as in the lanes.
    const bool isStuck = intervals.outcome() == RunOutcome::Deadlock;
    const Nanoseconds now = isStuck ? std::max(intervals.end(), range.to) : intervals.end();
    const bool isOther = m_isOld || m_image.size() != size || m_range != range || m_theme != theme.kind;
    if (isOther || m_order != order || !isLater(now)) {
        m_isOld = false;
        if (m_image.size() != size)
            m_image = QImage(size, QImage::Format_RGB32);
        m_image.fill(theme.canvas);
        m_range = range;
        m_theme = theme.kind;
        m_order = std::move(order);
        makeRows();
    }
    const int width = m_image.width();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (milliseconds != noLimit && clock.elapsed() >= milliseconds)
            return false;
        Row &row = m_rows[m_nextRow];
        m_nextRow = (m_nextRow + 1) % m_rows.size();
        const bool isNew = row.drawnTo == noTime;
        const int first = isNew ? 0 : std::clamp(columnOf(row.drawnTo) - 1, 0, width);
        const int last = isNew ? width : std::clamp(columnOf(now) + 1, first, width);
        drawRow(intervals, row, now, first, last, theme);
        row.drawnTo = now;
        m_columnsDrawn += static_cast<std::size_t>(last - first);
    }
    return true;
}

void OverviewImage::makeRows()
{
    m_rows.clear();
    m_nextRow = 0;
    const std::size_t tasks = m_order.size();
    const auto height = static_cast<std::size_t>(m_image.height());
    const std::size_t rows = std::min(tasks, height);
    const std::size_t used = std::min(height, rows * static_cast<std::size_t>(m_highestRow));
    for (std::size_t i = 0; i < rows; ++i) {
        Row row;
        row.top = static_cast<int>(i * used / rows);
        row.bottom = static_cast<int>((i + 1) * used / rows);
        if (used / rows >= 3)
            --row.bottom;
        row.first = i * tasks / rows;
        row.last = (i + 1) * tasks / rows;
        m_rows.push_back(row);
    }
}

void OverviewImage::drawRow(const Intervals &intervals, const Row &row, Nanoseconds now, int first, int last,
                            const Theme &theme)
{
    if (first >= last)
        return;
    constexpr std::size_t looksAt = 3;
    const std::size_t count = row.last - row.first;
    const auto width = static_cast<std::size_t>(m_image.width());
    m_line.assign(width, nothing);
    const std::size_t samples = std::min(looksAt, count);
    for (std::size_t i = 0; i < samples; ++i) {
        const TaskTrack &task = intervals.tasks()[m_order[row.first + i * count / samples]];
        drawStates(task, now, first, last, theme);
        // One that is as busy as this stands for the others of its row.
        if (isBusy(task))
            break;
    }
    const QRgb ground = theme.canvas.rgb();
    if (count > 1) {
        // How many live in each column.
        m_alive.assign(width + 1, 0);
        for (std::size_t i = row.first; i < row.last; ++i) {
            const TaskTrack &task = intervals.tasks()[m_order[i]];
            const Nanoseconds end = task.ended == noTime ? now : task.ended;
            const int from = std::clamp(columnOf(task.created), 0, static_cast<int>(width));
            const int to = std::clamp(columnOf(end) + 1, from, static_cast<int>(width));
            ++m_alive[static_cast<std::size_t>(from)];
            --m_alive[static_cast<std::size_t>(to)];
        }
        const QRgb other = theme.bar(TaskState::Waiting, WaitKind::Task).fill.rgb();
        int alive = 0;
        for (std::size_t x = 0; x < static_cast<std::size_t>(last); ++x) {
            alive += m_alive[x];
            if (alive <= 0) {
                m_line[x] = nothing;
                continue;
            }
            constexpr double faintest = 0.3;
            const double share = std::sqrt(static_cast<double>(alive) / static_cast<double>(count));
            m_line[x] = blend(ground, m_line[x] == nothing ? other : m_line[x], std::max(faintest, share));
        }
    }
    // No bad end is lost.
    for (std::size_t i = row.first; i < row.last; ++i) {
        const TaskTrack &task = intervals.tasks()[m_order[i]];
        if (task.ended == noTime || task.outcome == Outcome::Returned || !task.outcome)
            continue;
        const int column = columnOf(task.ended);
        const QRgb color = theme.ink(task.outcome == Outcome::Failed ? Ink::Failed : Ink::Cancelled).rgb();
        for (int x = std::max(first, column); x < std::min(last, column + 2); ++x)
            m_line[static_cast<std::size_t>(x)] = color;
    }
    for (int y = row.top; y < row.bottom; ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(y));
        for (int x = first; x < last; ++x) {
            const QRgb color = m_line[static_cast<std::size_t>(x)];
            line[x] = color == nothing ? ground : color;
        }
    }
}

bool OverviewImage::isBusy(const TaskTrack &task) const { return task.intervals.size() > 2 * m_line.size(); }

void OverviewImage::drawStates(const TaskTrack &task, Nanoseconds now, int first, int last, const Theme &theme)
{
    const std::size_t size = task.intervals.size();
    if (size == 0)
        return;
    // Of a task with many intervals for a pixel some columns are looked at, and the search for the next goes on from
    // the last.
    constexpr int sparse = 3;
    const int step = isBusy(task) ? sparse : 1;
    std::size_t before = 0; // the intervals that were passed
    int x = std::max(first, columnOf(task.created));
    while (x < last) {
        const Nanoseconds time = timeOf(x);
        const Nanoseconds next = timeOf(x + step);
        if (time > now)
            return;
        std::size_t reach = 1;
        while (before + reach < size && task.intervals.startOf(before + reach) < next)
            reach *= 2;
        std::size_t from = before + reach / 2;
        std::size_t to = std::min(size, before + reach);
        while (from < to) {
            const std::size_t middle = from + (to - from) / 2;
            if (task.intervals.startOf(middle) < next)
                from = middle + 1;
            else
                to = middle;
        }
        const std::size_t after = from;
        before = after == 0 ? 0 : after - 1;
        if (after == 0) {
            ++x;
            continue;
        }
        const Interval interval = task.intervals[after - 1];
        if (interval.state == TaskState::Done && interval.start < time)
            return;
        const Nanoseconds end = interval.end == noTime ? now : interval.end;
        // Up to the column before the one in which another state begins.
        int until = std::max(x + step, columnOf(end));
        until = std::min(until, last);
        if (interval.state != TaskState::Done || after == 1) {
            const QRgb color = theme.bar(interval.state, interval.on).fill.rgb();
            for (int i = x; i < until; ++i) {
                QRgb &pixel = m_line[static_cast<std::size_t>(i)];
                if (pixel == nothing)
                    pixel = color;
            }
        }
        x = until;
    }
}

} // namespace coroscope
