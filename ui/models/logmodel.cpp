// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/logmodel.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/waittext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Whether the event makes a row.
bool isTold(const EventStore &store, std::size_t index)
{
    switch (store.type(index)) {
    case EventType::Log:
    case EventType::Warning:
    case EventType::Deadlock:
    case EventType::Dropped:
    case EventType::TimeoutFired:
        return true;
    case EventType::TaskDone:
        return store.event(index).outcome == Outcome::Failed;
    default:
        return false;
    }
}

Ink inkOf(EventType type)
{
    switch (type) {
    case EventType::TimeoutFired:
    case EventType::Warning:
    case EventType::Dropped:
        return Ink::TimedOut;
    case EventType::TaskDone:
    case EventType::Deadlock:
        return Ink::Failed;
    default:
        return Ink::Text;
    }
}

/// Whether the bare words of the filter are in the text or the name.
bool wordsMatch(const TraceFilter &filter, std::string_view text, std::string_view name)
{
    for (const FilterTerm &term : filter.terms()) {
        if (!term.isBare)
            continue;
        const bool found = std::any_of(term.patterns.begin(), term.patterns.end(), [&](const TextPattern &pattern) {
            return pattern.matches(text) || pattern.matches(name);
        });
        if (found == term.isNegated)
            return false;
    }
    return true;
}

} // namespace

LogModel::LogModel(QObject *parent) : QAbstractTableModel(parent) {}

void LogModel::setIntervals(const Intervals *intervals)
{
    beginResetModel();
    m_intervals = intervals;
    m_figures.setIntervals(intervals);
    m_lines.clear();
    m_rows.clear();
    m_openTimeouts.clear();
    m_firedTimeouts.clear();
    m_filtered = 0;
    m_read = 0;
    endResetModel();
    refresh();
}

void LogModel::refresh()
{
    if (!m_intervals)
        return;
    const EventStore &store = m_intervals->store();
    // Only what the intervals know already, so that every task has its name.
    const std::size_t end = m_intervals->eventCount();
    std::vector<std::uint32_t> more;
    for (; m_read < end; ++m_read) {
        noteTimeout(m_read);
        if (isTold(store, m_read))
            more.push_back(static_cast<std::uint32_t>(m_read));
    }
    if (more.empty())
        return;
    if (!m_filter.isEmpty()) {
        m_lines.insert(m_lines.end(), more.begin(), more.end());
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
    m_lines.insert(m_lines.end(), more.begin(), more.end());
    endInsertRows();
}

/// A timeout that fired tells how long it was, which its start knows.
void LogModel::noteTimeout(std::size_t index)
{
    const EventStore &store = m_intervals->store();
    switch (store.type(index)) {
    case EventType::TimeoutStarted: {
        const Event event = store.event(index);
        if (event.deadline != noTime)
            m_openTimeouts[event.scope.value] = event.deadline - event.time;
        break;
    }
    case EventType::TimeoutFired: {
        const auto open = m_openTimeouts.find(store.event(index).scope.value);
        if (open != m_openTimeouts.end())
            m_firedTimeouts[static_cast<std::uint32_t>(index)] = open->second;
        break;
    }
    case EventType::TimeoutEnded:
        m_openTimeouts.erase(store.event(index).scope.value);
        break;
    default:
        break;
    }
}

void LogModel::setFilter(const TraceFilter &filter)
{
    beginResetModel();
    m_filter = filter;
    m_rows.clear();
    m_filtered = 0;
    endResetModel();
}

bool LogModel::advance(std::size_t most)
{
    if (m_filter.isEmpty())
        return true;
    std::vector<std::uint32_t> more;
    for (; most > 0 && m_filtered < m_lines.size(); --most, ++m_filtered) {
        if (passes(m_lines[m_filtered]))
            more.push_back(m_lines[m_filtered]);
    }
    if (!more.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
        m_rows.insert(m_rows.end(), more.begin(), more.end());
        endInsertRows();
    }
    return m_filtered == m_lines.size();
}

bool LogModel::passes(std::uint32_t index)
{
    const EventStore &store = m_intervals->store();
    const Event event = store.event(index);
    const auto place = event.task ? m_intervals->placeOf(event.task) : std::nullopt;
    // The text of a line lies in the store; that of an event has to be made.
    const std::string made = event.type == EventType::Log ? std::string() : textOf(event, index).toStdString();
    const std::string_view text = event.type == EventType::Log ? event.text : std::string_view(made);
    if (!wordsMatch(m_filter, text, place ? m_intervals->tasks()[*place].name : std::string()))
        return false;
    const bool needsTask = std::any_of(m_filter.terms().begin(), m_filter.terms().end(),
                                       [](const FilterTerm &term) { return !term.isBare; });
    return !needsTask || (place && m_filter.matchesTask(*m_intervals, *place, momentAfter(store, index), m_figures,
                                                        TermChoice::WithKeys));
}

QString LogModel::textOf(const Event &event, std::uint32_t index) const
{
    switch (event.type) {
    case EventType::TimeoutFired: {
        const auto length = m_firedTimeouts.find(index);
        return length == m_firedTimeouts.end() ? tr("timeout")
                                               : tr("timeout after %1").arg(formatDuration(length->second));
    }
    case EventType::Dropped:
        return event.count == 1 ? tr("1 event was lost: the buffer was full")
                                : tr("%1 events were lost: the buffer was full").arg(event.count);
    case EventType::Deadlock:
        return tr("deadlock: %1").arg(fromView(event.text));
    case EventType::TaskDone: {
        const QString message = fromView(event.message);
        return message.isEmpty() ? fromView(event.error) : fromView(event.error) + u": "_s + message;
    }
    default:
        return fromView(event.text);
    }
}

void LogModel::setCursor(std::optional<std::size_t> events)
{
    if (events == m_cursor)
        return;
    const int before = m_cursor ? rowBefore(*m_cursor) : rowCount() - 1;
    m_cursor = events;
    const int now = m_cursor ? rowBefore(*m_cursor) : rowCount() - 1;
    if (before != now)
        Q_EMIT dataChanged(index(std::min(before, now) + 1, 0), index(std::max(before, now), Text),
                           {Qt::ForegroundRole});
}

int LogModel::rowBefore(std::size_t events) const
{
    const auto &all = rows();
    return static_cast<int>(std::lower_bound(all.begin(), all.end(), events) - all.begin()) - 1;
}

void LogModel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Text), {Qt::ForegroundRole});
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows().size());
}

int LogModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Text + 1; }

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_intervals || static_cast<std::size_t>(index.row()) >= rows().size())
        return {};
    const std::uint32_t at = rows()[static_cast<std::size_t>(index.row())];
    const Event event = m_intervals->store().event(at);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Time)
            return formatRunMoment(event.time, m_intervals->end());
        if (index.column() == Task)
            return event.task ? displayName(*m_intervals, event.task) : QString();
        return textOf(event, at).simplified();
    case Qt::ToolTipRole:
        return index.column() == Text ? textOf(event, at) : QString();
    case Qt::ForegroundRole: {
        const bool isAfterCursor = m_cursor && at >= *m_cursor;
        const Ink ink = index.column() == Time ? Ink::Muted : index.column() == Task ? Ink::Accent : inkOf(event.type);
        const Theme &colors = theme(m_theme);
        return isAfterCursor ? colors.dimmed(ink) : colors.ink(ink);
    }
    case Qt::FontRole:
        return index.column() == Text ? themeFont(FontRole::Body) : themeFont(FontRole::Mono);
    case TimeRole:
        return QVariant::fromValue<qint64>(event.time);
    case TaskRole:
        return event.task.value;
    case InkRole:
        return static_cast<int>(inkOf(event.type));
    case EventRole:
        return at;
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Task:
        return tr("Task");
    default:
        return tr("Text");
    }
}

} // namespace coroscope
