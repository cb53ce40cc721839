// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/searchmodel.h"

#include "core/analysis/moment.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "ui/models/stateicon.h"

#include <QLocale>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace coroscope
{

void SearchModel::Best::clear()
{
    hits.clear();
    count = 0;
    read = 0;
}

bool SearchModel::Best::add(int rank, std::uint32_t place)
{
    ++count;
    const auto better = [](const Hit &one, const Hit &other) {
        return std::tie(one.rank, one.place) < std::tie(other.rank, other.place);
    };
    const Hit hit{kind, rank, place};
    if (hits.size() == most && !better(hit, hits.back()))
        return false;
    hits.insert(std::upper_bound(hits.begin(), hits.end(), hit, better), hit);
    if (hits.size() > most)
        hits.pop_back();
    return true;
}

SearchModel::SearchModel(QObject *parent) : QAbstractListModel(parent) {}

void SearchModel::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    search({});
}

void SearchModel::search(const QString &text)
{
    const QString wanted = text.trimmed();
    m_pattern.reset();
    if (!wanted.isEmpty())
        m_pattern.emplace(wanted.toStdString());
    for (Best *best : {&m_objects, &m_tasks, &m_lines})
        best->clear();
    if (!m_rows.empty()) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    m_isChanged = false;
}

bool SearchModel::advance(std::size_t most)
{
    if (!m_pattern || !m_intervals)
        return true;
    const auto look = [&](Best &best, std::size_t size, const auto &nameOf) {
        for (; most > 0 && best.read < size; --most, ++best.read) {
            const int rank = m_pattern->rank(nameOf(best.read));
            if (rank >= 0) {
                best.add(rank, best.read);
                m_isChanged = true;
            }
        }
        return best.read == size;
    };
    const auto &objects = m_intervals->objects();
    const auto &tasks = m_intervals->tasks();
    const auto &lines = m_intervals->logs();
    // A name that the trace does not have is made up; the others are read in their place.
    std::string made;
    const auto nameOr = [&](const auto &track) -> std::string_view {
        if (!track.name.empty())
            return track.name;
        made = displayName(track).toStdString();
        return made;
    };
    bool isDone = look(m_objects, objects.size(), [&](std::uint32_t place) { return nameOr(objects[place]); });
    isDone = look(m_tasks, tasks.size(), [&](std::uint32_t place) { return nameOr(tasks[place]); }) && isDone;
    isDone =
        look(m_lines, lines.size(), [&](std::uint32_t place) { return std::string_view(lines[place].text); }) && isDone;
    if (m_isChanged)
        showRows();
    return isDone;
}

void SearchModel::showRows()
{
    m_isChanged = false;
    beginResetModel();
    m_rows.clear();
    for (const Best *best : {&m_objects, &m_tasks, &m_lines})
        m_rows.insert(m_rows.end(), best->hits.begin(), best->hits.end());
    // The best of all names first, whatever they are; lines of the log after them.
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Hit &one, const Hit &other) {
        const auto order = [](const Hit &hit) { return std::pair(hit.kind == Kind::LogLine, hit.rank); };
        return order(one) < order(other);
    });
    if (found() > m_rows.size())
        m_rows.push_back({Kind::More, 0, 0});
    endResetModel();
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    if (index.isValid() && hit(index.row()).kind == Kind::More)
        return Qt::ItemNeverHasChildren;
    return QAbstractListModel::flags(index);
}

QString SearchModel::text(const Hit &hit) const
{
    switch (hit.kind) {
    case Kind::Object:
        return displayName(m_intervals->objects()[hit.place]);
    case Kind::Task:
        return displayName(m_intervals->tasks()[hit.place]);
    case Kind::LogLine:
        return QString::fromStdString(m_intervals->logs()[hit.place].text).simplified();
    case Kind::More:
        break;
    }
    return tr("%1 fit; write more to narrow them").arg(QLocale().toString(qulonglong(found())));
}

QString SearchModel::detail(const Hit &hit) const
{
    switch (hit.kind) {
    case Kind::Object:
        return objectKindName(m_intervals->objects()[hit.place].kind);
    case Kind::Task:
        return tr("task %1").arg(m_intervals->tasks()[hit.place].id.value);
    case Kind::LogLine:
        return tr("log, %1").arg(formatRunMoment(m_intervals->logs()[hit.place].time, m_intervals->end()));
    case Kind::More:
        break;
    }
    return {};
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_intervals || static_cast<std::size_t>(index.row()) >= m_rows.size())
        return {};
    const Hit hit = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(hit);
    case Qt::AccessibleTextRole: {
        const QString beside = detail(hit);
        return beside.isEmpty() ? text(hit) : text(hit) + u", "_s + beside;
    }
    case Qt::DecorationRole:
        if (hit.kind == Kind::Object)
            return objectIcon(m_intervals->objects()[hit.place].kind, m_theme);
        return hit.kind == Kind::Task ? stateIcon(MarkKind::Alive, Ink::Accent, m_theme) : QVariant();
    case Qt::ForegroundRole:
        return theme(m_theme).ink(hit.kind == Kind::More ? Ink::Muted : Ink::Text);
    case KindRole:
        return static_cast<int>(hit.kind);
    case DetailInkRole:
        return theme(m_theme).ink(Ink::Muted);
    case DetailRole:
        return detail(hit);
    default:
        return {};
    }
}

std::optional<std::size_t> eventOfLine(const Intervals &intervals, std::uint32_t line)
{
    const EventStore &store = intervals.store();
    const LogLine wanted = intervals.logs()[line];
    // Several lines may be the same to the letter: it is the one with as many before it.
    std::uint32_t before = 0;
    for (std::uint32_t i = line; i > 0; --i) {
        const LogLine &other = intervals.logs()[i - 1];
        if (other.time != wanted.time)
            break;
        ++before;
    }
    for (std::size_t i = momentAt(store, wanted.time - 1).events; i < store.size() && store.time(i) == wanted.time;
         ++i) {
        if (store.type(i) != EventType::Log)
            continue;
        if (before == 0)
            return i;
        --before;
    }
    return std::nullopt;
}

} // namespace coroscope
