// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/logmodel.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/waittext.h"

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

QString textOf(const Event &event)
{
    switch (event.type) {
    case EventType::TimeoutFired:
        return LogModel::tr("timeout");
    case EventType::Dropped:
        return LogModel::tr("%1 events were lost: the buffer was full").arg(event.count);
    case EventType::Deadlock:
        return LogModel::tr("deadlock: %1").arg(fromView(event.text));
    case EventType::TaskDone: {
        const QString message = fromView(event.message);
        return message.isEmpty() ? fromView(event.error) : fromView(event.error) + u": "_s + message;
    }
    default:
        return fromView(event.text);
    }
}

} // namespace

LogModel::LogModel(QObject *parent) : QAbstractTableModel(parent) {}

void LogModel::setIntervals(const Intervals *intervals)
{
    beginResetModel();
    m_intervals = intervals;
    m_rows.clear();
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
        if (isTold(store, m_read))
            more.push_back(static_cast<std::uint32_t>(m_read));
    }
    if (more.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
    m_rows.insert(m_rows.end(), more.begin(), more.end());
    endInsertRows();
}

void LogModel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Text), {Qt::ForegroundRole});
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : Text + 1; }

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_intervals || static_cast<std::size_t>(index.row()) >= m_rows.size())
        return {};
    const Event event = m_intervals->store().event(m_rows[static_cast<std::size_t>(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Time)
            return formatRunMoment(event.time, m_intervals->end());
        if (index.column() == Task)
            return event.task ? displayName(*m_intervals, event.task) : QString();
        return textOf(event).simplified();
    case Qt::ToolTipRole:
        return index.column() == Text ? textOf(event) : QString();
    case Qt::ForegroundRole: {
        const Ink ink = index.column() == Time ? Ink::Muted : index.column() == Task ? Ink::Accent : inkOf(event.type);
        return theme(m_theme).ink(ink);
    }
    case Qt::FontRole:
        return index.column() == Text ? themeFont(FontRole::Body) : themeFont(FontRole::Mono);
    case TimeRole:
        return QVariant::fromValue<qint64>(event.time);
    case TaskRole:
        return event.task.value;
    case InkRole:
        return static_cast<int>(inkOf(event.type));
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
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
