// SPDX-License-Identifier: MIT
#include "core/trace/statistics.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace coroscope
{
namespace
{

QString word(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString word(std::optional<Outcome> outcome) { return outcome ? word(text(*outcome)) : QStringLiteral("alive"); }

/// A mean: two places at most.
QString mean(double number) { return QString::number(std::round(number * 100) / 100, 'g', 12); }

/// Columns with a heading; those of numbers are set to the right.
class Table
{
public:
    enum class Align : std::uint8_t { Left, Right };

    void column(const QString &heading, Align align)
    {
        m_columns.push_back({heading.size(), align});
        m_headings << heading;
    }
    void row(QStringList cells)
    {
        for (std::size_t index = 0; index < m_columns.size(); ++index) {
            QString &cell = cells[static_cast<qsizetype>(index)];
            cell = tidy(cell);
            m_columns[index].width = std::max(m_columns[index].width, cell.size());
        }
        m_rows << cells;
    }
    QString text() const
    {
        QString result = line(m_headings);
        for (const QStringList &cells : m_rows)
            result += line(cells);
        return result;
    }

private:
    struct Column {
        qsizetype width;
        Align align;
    };

    /// In one line of limited width.
    static QString tidy(const QString &cell)
    {
        constexpr qsizetype most = 40;
        const QString flat = cell.simplified();
        return flat.size() <= most ? flat : flat.left(most - 1) + u'…';
    }
    QString line(const QStringList &cells) const
    {
        QString result;
        for (std::size_t index = 0; index < m_columns.size(); ++index) {
            const QString &cell = cells[static_cast<qsizetype>(index)];
            const auto [width, align] = m_columns[index];
            result += QStringLiteral("  ");
            result += align == Align::Left ? cell.leftJustified(width) : cell.rightJustified(width);
        }
        while (result.endsWith(u' '))
            result.chop(1);
        return result + u'\n';
    }

    std::vector<Column> m_columns;
    QStringList m_headings;
    QList<QStringList> m_rows;
};

QString runText(const RunStatistics &run)
{
    QStringList ends;
    const auto count = [&ends](std::size_t number, const char *what) {
        if (number > 0)
            ends << QStringLiteral("%1 %2").arg(number).arg(QLatin1String(what));
    };
    count(run.returned, "returned");
    count(run.failed, "failed");
    count(run.cancelled, "cancelled");
    count(run.alive, "not done");

    QList<std::pair<QString, QString>> lines;
    lines.append({QStringLiteral("outcome"), run.outcome ? word(text(*run.outcome)) : QStringLiteral("not ended")});
    lines.append({QStringLiteral("makespan"), formatDuration(run.makespan)});
    lines.append({QStringLiteral("tasks"),
                  QString::number(run.tasks) +
                      (ends.isEmpty() ? QString{} : QStringLiteral(" (%1)").arg(ends.join(QStringLiteral(", "))))});
    lines.append({QStringLiteral("peak concurrency"), QString::number(run.peakConcurrency)});
    lines.append({QStringLiteral("steps"), QString::number(run.steps)});
    lines.append({QStringLiteral("loop busy"), formatDuration(run.loopBusy)});
    lines.append({QStringLiteral("events"), QString::number(run.events)});
    if (run.dropped > 0)
        lines.append({QStringLiteral("events lost"), QString::number(run.dropped)});

    QString result = QStringLiteral("Run\n");
    for (const auto &[name, value] : lines)
        result += QStringLiteral("  ") + name.leftJustified(18) + value + u'\n';
    return result;
}

QString waitsText(const RunStatistics &run)
{
    std::vector<std::size_t> kinds;
    for (std::size_t kind = 0; kind < run.waitingOn.size(); ++kind) {
        if (run.waitingOn[kind] > 0)
            kinds.push_back(kind);
    }
    if (kinds.empty())
        return {};
    std::ranges::stable_sort(kinds, [&](std::size_t a, std::size_t b) { return run.waitingOn[a] > run.waitingOn[b]; });
    Table table;
    table.column(QStringLiteral("waiting on"), Table::Align::Left);
    table.column(QStringLiteral("time"), Table::Align::Right);
    table.column(QStringLiteral("share"), Table::Align::Right);
    for (const std::size_t kind : kinds) {
        const double share = static_cast<double>(run.waitingOn[kind]) / static_cast<double>(run.waiting);
        table.row({word(text(static_cast<WaitKind>(kind))), formatDuration(run.waitingOn[kind]),
                   QString::number(share * 100, 'f', 0) + QStringLiteral(" %")});
    }
    return QStringLiteral("\nWaits of all tasks\n") + table.text();
}

/// The kind that a task waited on longest.
QString mostlyOn(const TaskStatistics &task)
{
    const auto most = std::ranges::max_element(task.waitingOn);
    return *most > 0 ? word(text(static_cast<WaitKind>(most - task.waitingOn.begin()))) : QString{};
}

QString leftOut(std::size_t all, std::size_t most)
{
    return all > most ? QStringLiteral("  … and %1 more\n").arg(all - most) : QString{};
}

QString tasksText(const std::vector<TaskStatistics> &tasks, std::size_t most)
{
    Table table;
    table.column(QStringLiteral("task"), Table::Align::Left);
    for (const char *const heading : {"steps", "running", "ready", "waiting"})
        table.column(QLatin1String(heading), Table::Align::Right);
    table.column(QStringLiteral("mostly on"), Table::Align::Left);
    table.column(QStringLiteral("outcome"), Table::Align::Left);
    for (const TaskStatistics &task : std::span(tasks).first(std::min(most, tasks.size()))) {
        table.row({word(task.name), QString::number(task.steps), formatDuration(task.running),
                   formatDuration(task.ready), formatDuration(task.waiting), mostlyOn(task), word(task.outcome)});
    }
    return QStringLiteral("\nTasks\n") + table.text() + leftOut(tasks.size(), most);
}

QString objectsText(const std::vector<ObjectStatistics> &objects, std::size_t most)
{
    Table table;
    table.column(QStringLiteral("object"), Table::Align::Left);
    table.column(QStringLiteral("kind"), Table::Align::Left);
    for (const char *const heading : {"capacity", "mean in use", "most in use", "mean waiting", "longest queue"})
        table.column(QLatin1String(heading), Table::Align::Right);
    for (const ObjectStatistics &object : std::span(objects).first(std::min(most, objects.size()))) {
        const QString kind = word(text(object.kind));
        table.row({object.name.empty() ? kind + u'-' + QString::number(object.id.value) : word(object.name), kind,
                   object.capacity < 0 ? QString{} : QString::number(object.capacity), mean(object.meanInUse),
                   QString::number(object.mostInUse), mean(object.meanWaiting), QString::number(object.longestQueue)});
    }
    return QStringLiteral("\nObjects\n") + table.text() + leftOut(objects.size(), most);
}

} // namespace

std::string statisticsText(const Statistics &statistics, std::size_t most)
{
    QString result = runText(statistics.run) + waitsText(statistics.run);
    if (!statistics.tasks.empty())
        result += tasksText(statistics.tasks, most);
    if (!statistics.objects.empty())
        result += objectsText(statistics.objects, most);
    return result.toStdString();
}

} // namespace coroscope
