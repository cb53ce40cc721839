// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/objectmodel.h"

#include "core/analysis/textpattern.h"
#include "core/analysis/words.h"
#include "ui/models/stateicon.h"

#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr std::size_t mostNamed = 4;

/// `worker(1), worker(2) and 3 more`
template <typename List>
QString namesOf(const Intervals &intervals, const List &list, std::int64_t count)
{
    QStringList names;
    for (const auto &one : list) {
        if (static_cast<std::size_t>(names.size()) == mostNamed)
            break;
        names += displayName(intervals, one.task);
    }
    const auto left = std::max(count, static_cast<std::int64_t>(list.size())) - names.size();
    const QString text = names.join(u", "_s);
    return left > 0 && !names.isEmpty() ? ObjectModel::tr("%1 and %2 more").arg(text, QLocale().toString(left)) : text;
}

// A gather is made and never changes in a trace: what it could tell here is not known, and no zero.
bool isUntold(const ObjectTrack &object, int column)
{
    if (object.kind != ObjectKind::Gather)
        return false;
    return column == ObjectModel::Value || column == ObjectModel::Waiting || column == ObjectModel::LongestQueue ||
           column == ObjectModel::MostInUse;
}

} // namespace

// In the order of Column.
ObjectModel::ObjectModel(QObject *parent)
    : TraceTableModel(
          {{tr("Object"), tr("Name of the object")},
           {tr("Kind"), tr("What it is")},
           {tr("Value"), tr("Its value at the cursor: permits free, items, held or not, tasks alive"), Grows | Moves},
           {tr("Capacity"), tr("How much it takes at most"), Numeric},
           {tr("Held by"), tr("Who holds it at the cursor, in the order in which they took it"), Grows | Moves},
           {tr("Waiting"), tr("How many tasks wait for it at the cursor"), Numeric | Grows | Moves},
           {tr("Next in line"), tr("Who waits for it at the cursor, first come first"), Grows | Moves},
           {tr("Longest queue"), tr("The most tasks that waited for it at once"), Numeric | Grows},
           {tr("Most in use"), tr("The most of it that was taken at once, or items that it held"), Numeric | Grows},
           {tr("Id"), tr("Number of the object"), Numeric | Rare}},
          Number, parent)
{
}

void ObjectModel::setIntervals(const Intervals *intervals)
{
    m_history = std::exchange(m_next, nullptr);
    if (intervals && !m_history)
        m_history = std::make_shared<ObjectHistory>(*intervals);
    TraceTableModel::setIntervals(intervals);
    if (intervals)
        apply();
}

bool ObjectModel::advance(std::size_t most)
{
    if (!m_history)
        return true;
    m_history->update(most);
    return !m_history->isBehind();
}

std::size_t ObjectModel::sourceSize() const { return intervals()->objects().size(); }

bool ObjectModel::passes(const TraceFilter &filter, std::uint32_t place)
{
    return filter.isEmpty() || filter.matchesObject(*intervals(), place);
}

void ObjectModel::fillKeys(int column, std::vector<std::int64_t> &keys)
{
    const auto &objects = intervals()->objects();
    if (column == Name || column == Kind) {
        std::vector<std::string> texts(keys.size());
        for (std::uint32_t place = 0; place < keys.size(); ++place)
            texts[place] = naturalKey(
                (column == Name ? displayName(objects[place]) : objectKindName(objects[place].kind)).toStdString());
        rankTexts(texts, keys);
        return;
    }
    for (std::uint32_t place = 0; place < keys.size(); ++place)
        keys[place] = key(place, column);
}

std::int64_t ObjectModel::key(std::uint32_t place, int column) const
{
    const ObjectTrack &object = intervals()->objects()[place];
    if (isUntold(object, column))
        return nothing;
    switch (column) {
    case Value: {
        const ObjectState now = m_history->stateAt(object.id, moment());
        return now.exists ? now.value : nothing;
    }
    case Capacity:
        return object.capacity < 0 ? nothing : object.capacity;
    case Holders:
    case FirstWaiting: {
        // By the first of them.
        const ObjectMoment now = m_history->objectAt(object.id, moment(), 1);
        if (column == Holders)
            return now.holders.empty() ? nothing : now.holders.front().task.value;
        return now.waiters.empty() ? nothing : now.waiters.front().task.value;
    }
    case Waiting: {
        const ObjectState now = m_history->stateAt(object.id, moment());
        return now.exists ? now.waiting : nothing;
    }
    case LongestQueue:
        return m_history->peaks(object.id).waiting;
    case MostInUse:
        return m_history->peaks(object.id).inUse;
    default:
        return object.id.value;
    }
}

/// `2 free`, `held`, `3 items`.
QString ObjectModel::valueText(const ObjectState &now) const
{
    const QString number = QLocale().toString(qlonglong(now.value));
    switch (now.kind) {
    case ObjectKind::Semaphore:
        return tr("%1 free").arg(number);
    case ObjectKind::Lock:
        return now.value != 0 ? tr("held") : tr("free");
    case ObjectKind::Event:
        return now.value != 0 ? tr("set") : tr("not set");
    case ObjectKind::Future:
        return now.value != 0 ? tr("done") : tr("pending");
    case ObjectKind::Queue:
        return now.value == 1 ? tr("1 item") : tr("%1 items").arg(number);
    case ObjectKind::Pool:
        return now.value == 1 ? tr("1 job") : tr("%1 jobs").arg(number);
    case ObjectKind::TaskGroup:
        return tr("%1 alive").arg(number);
    default:
        return number;
    }
}

QString ObjectModel::text(std::uint32_t place, int column) const
{
    const ObjectTrack &object = intervals()->objects()[place];
    const auto number = [](std::int64_t value) { return value < 0 ? QString() : QLocale().toString(qlonglong(value)); };
    if (isUntold(object, column))
        return {};
    switch (column) {
    case Name:
        return displayName(object);
    case Kind:
        return objectKindName(object.kind);
    case Value: {
        const ObjectState now = m_history->stateAt(object.id, moment());
        return now.exists ? valueText(now) : tr("not yet");
    }
    case Capacity:
        return number(object.capacity);
    case Holders: {
        const ObjectMoment now = m_history->objectAt(object.id, moment(), mostNamed + 1);
        return namesOf(*intervals(), now.holders, now.kind == ObjectKind::Semaphore ? now.inUse() : 0);
    }
    case Waiting: {
        const ObjectState now = m_history->stateAt(object.id, moment());
        return now.exists ? number(now.waiting) : QString();
    }
    case FirstWaiting: {
        const ObjectMoment now = m_history->objectAt(object.id, moment(), mostNamed + 1);
        return namesOf(*intervals(), now.waiters, now.waitersComplete ? 0 : now.waiting);
    }
    case LongestQueue:
        return number(m_history->peaks(object.id).waiting);
    case MostInUse:
        return number(m_history->peaks(object.id).inUse);
    default:
        return QString::number(object.id.value);
    }
}

QVariant ObjectModel::cell(std::uint32_t place, int column, int role) const
{
    const ObjectTrack &object = intervals()->objects()[place];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(place, column);
    case Qt::ForegroundRole: {
        const bool isQuiet = column == Kind || column == Number || !m_history->stateAt(object.id, moment()).exists;
        return theme(themeKind()).ink(isQuiet ? Ink::Muted : Ink::Text);
    }
    case Qt::DecorationRole:
        return column == Name ? objectIcon(object.kind, themeKind()) : QIcon();
    case IdRole:
        return object.id.value;
    default:
        return {};
    }
}

} // namespace coroscope
