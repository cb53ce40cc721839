// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/taskmodel.h"

#include "core/analysis/textpattern.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "ui/models/stateicon.h"
#include "ui/timeline/waittext.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace coroscope
{

struct TaskModel::Shown {
    MarkKind mark = MarkKind::Alive;
    QString word;
    Ink ink = Ink::Muted;
};

// In the order of Column.
TaskModel::TaskModel(QObject *parent)
    : TraceTableModel({{tr("Task"), tr("Name of the task")},
                       {tr("State"), tr("What it does at the cursor"), Grows | Moves},
                       {tr("Waits for"), tr("What it waits for at the cursor"), Grows | Moves},
                       {tr("Since"), tr("When its state at the cursor began"), Numeric | Grows | Moves},
                       {tr("Created"), tr("When it was made"), Numeric | InPlace},
                       {tr("Ended"), tr("When it was done"), Numeric | Grows},
                       {tr("Duration"), tr("From its making to its end, or until now"), Numeric | Grows},
                       {tr("Running"), tr("All its steps together"), Numeric | Grows},
                       {tr("Waiting"), tr("All its waits together"), Numeric | Grows},
                       {tr("Steps"), tr("How often it ran"), Numeric | Grows},
                       {tr("Parent"), tr("The task that made it")},
                       {tr("Group"), tr("The gather or task group it belongs to"), Rare},
                       {tr("Result"), tr("The value it returned, or its error"), Grows},
                       {tr("Id"), tr("Number of the task: it counts up from 1"), Numeric | Rare}},
                      Created, parent)
{
}

void TaskModel::setIntervals(const Intervals *intervals)
{
    m_figures.setIntervals(intervals);
    m_names.clear();
    m_ranks.clear();
    TraceTableModel::setIntervals(intervals);
    if (intervals)
        apply();
}

bool TaskModel::advance(std::size_t most) { return m_figures.advance(most); }

std::size_t TaskModel::sourceSize() const { return intervals()->tasks().size(); }

bool TaskModel::passes(const TraceFilter &filter, std::uint32_t place)
{
    return filter.isEmpty() || filter.matchesTask(*intervals(), place, moment(), m_figures);
}

void TaskModel::fillKeys(int column, std::vector<std::int64_t> &keys)
{
    switch (column) {
    case Name:
        fillNames(keys);
        return;
    case WaitsFor:
        fillWaits(keys);
        return;
    case Parent: {
        std::vector<std::int64_t> names(keys.size());
        fillNames(names);
        for (std::uint32_t place = 0; place < keys.size(); ++place) {
            const TaskId parent = intervals()->tasks()[place].parent;
            const auto at = parent ? intervals()->placeOf(parent) : std::nullopt;
            keys[place] = at ? names[*at] : nothing;
        }
        return;
    }
    case ResultText: {
        // The first letters tell enough: results may be long.
        constexpr std::size_t most = 60;
        std::vector<std::string> texts(keys.size());
        for (std::uint32_t place = 0; place < keys.size(); ++place)
            texts[place] = naturalKey(std::string_view(intervals()->tasks()[place].result).substr(0, most));
        rankTexts(texts, keys);
        return;
    }
    default:
        for (std::uint32_t place = 0; place < keys.size(); ++place)
            keys[place] = key(place, column);
    }
}

void TaskModel::fillNames(std::vector<std::int64_t> &keys)
{
    const auto &tasks = intervals()->tasks();
    for (std::size_t place = m_names.size(); place < keys.size(); ++place) {
        const TaskTrack &task = tasks[place];
        m_names.push_back(naturalKey(task.name.empty() ? displayName(task).toStdString() : task.name));
    }
    if (m_ranks.size() != m_names.size()) {
        m_ranks.resize(m_names.size());
        rankTexts(m_names, m_ranks);
    }
    keys = m_ranks;
}

/// Objects by name, then the other ways to wait.
void TaskModel::fillWaits(std::vector<std::int64_t> &keys) const
{
    const auto &objects = intervals()->objects();
    std::vector<std::string> names(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i)
        names[i] = naturalKey(displayName(objects[i]).toStdString());
    std::vector<std::int64_t> ranks(names.size());
    rankTexts(names, ranks);
    IdMap<ObjectTag> places;
    for (std::size_t i = 0; i < objects.size(); ++i)
        places.insert(objects[i].id, static_cast<std::uint32_t>(i));
    for (std::uint32_t place = 0; place < keys.size(); ++place) {
        keys[place] = nothing;
        const StateAt now = m_figures.stateAt(place, moment());
        if (!now.exists || now.state != TaskState::Waiting)
            continue;
        const auto object = now.object ? places.find(now.object) : std::nullopt;
        keys[place] = object ? ranks[*object] : static_cast<std::int64_t>(names.size()) + static_cast<int>(now.on);
    }
}

std::int64_t TaskModel::key(std::uint32_t place, int column) const
{
    const TaskTrack &task = intervals()->tasks()[place];
    switch (column) {
    case State: {
        const StateAt now = m_figures.stateAt(place, moment());
        return now.exists ? static_cast<int>(lookOf(place, now.state)) : nothing;
    }
    case Since: {
        const StateAt now = m_figures.stateAt(place, moment());
        return now.exists ? intervals()->store().time(now.event) : nothing;
    }
    case Created:
        return task.created;
    case Ended:
        return task.ended == noTime ? nothing : task.ended;
    case Duration:
        return (task.ended == noTime ? intervals()->end() : task.ended) - task.created;
    case Running:
        return m_figures.of(place).running;
    case Waiting:
        return m_figures.of(place).waiting;
    case Steps:
        return m_figures.of(place).steps;
    case Group:
        return task.group ? task.group.value : nothing;
    default:
        return task.id.value;
    }
}

TaskModel::Look TaskModel::lookOf(std::uint32_t place, TaskState state) const
{
    const TaskTrack &task = intervals()->tasks()[place];
    switch (state) {
    case TaskState::Running:
        return Look::Running;
    case TaskState::Ready:
        return Look::Ready;
    case TaskState::Waiting: {
        // A run that ended in a deadlock leaves those that wait for ever.
        const bool isStuck = intervals()->outcome() == RunOutcome::Deadlock && task.ended == noTime &&
                             moment().time >= intervals()->end();
        return isStuck ? Look::Stuck : Look::Waiting;
    }
    case TaskState::Done:
        break;
    }
    if (task.outcome == Outcome::Cancelled)
        return Look::Cancelled;
    if ((task.outcome == Outcome::Returned || task.result.starts_with("TimeoutError")) && m_figures.firstTimeout(place))
        return Look::TimedOut;
    return task.outcome == Outcome::Failed ? Look::Failed : Look::Returned;
}

TaskModel::Shown TaskModel::shownState(std::uint32_t place, const TaskMoment &now) const
{
    if (!now.exists)
        return {MarkKind::Alive, tr("not yet"), Ink::Muted};
    switch (lookOf(place, now.state)) {
    case Look::Running:
        return {MarkKind::Alive, tr("running"), Ink::Running};
    case Look::Ready:
        return {MarkKind::Alive, tr("ready"), Ink::Ready};
    case Look::Stuck:
        return {MarkKind::Stuck, tr("stuck"), Ink::Failed};
    case Look::Waiting:
        return {MarkKind::Alive, tr("waiting"), Ink::Muted};
    case Look::Failed:
        return {MarkKind::Failed, tr("failed"), Ink::Failed};
    case Look::TimedOut:
        return {MarkKind::TimedOut, tr("timed out"), Ink::TimedOut};
    case Look::Cancelled:
        return {MarkKind::Cancelled, tr("cancelled"), Ink::Cancelled};
    case Look::Returned:
        break;
    }
    return {MarkKind::Returned, tr("returned"), Ink::Done};
}

QString TaskModel::waitText(const TaskMoment &now) const
{
    if (now.object) {
        if (const ObjectTrack *object = intervals()->object(now.object); object && !object->name.empty()) {
            const QString name = displayName(*object);
            return now.position > 0 ? name + u" · "_s + ordinal(now.position) : name;
        }
    }
    if (now.tasks.size() == 1 && (now.on == WaitKind::Task || now.on == WaitKind::Shield))
        return displayName(*intervals(), now.tasks.front());
    if (now.tasks.size() > 1)
        return tr("%1 of %2").arg(waitKindName(now.on), countOf(*intervals(), now.object, now.tasks));
    return waitKindName(now.on);
}

QString TaskModel::text(std::uint32_t place, int column) const
{
    const TaskTrack &task = intervals()->tasks()[place];
    const auto moment = [&](Nanoseconds time) { return formatRunMoment(time, intervals()->end()); };
    switch (column) {
    case Name:
        return displayName(task);
    case State:
        return shownState(place, taskAt(*intervals(), task, this->moment())).word;
    case WaitsFor: {
        const TaskMoment now = taskAt(*intervals(), task, this->moment());
        return now.isWaiting() ? waitText(now) : QString();
    }
    case Since: {
        const TaskMoment now = taskAt(*intervals(), task, this->moment());
        return now.exists ? moment(now.since) : QString();
    }
    case Created:
        return moment(task.created);
    case Ended:
        return task.ended == noTime ? QString() : moment(task.ended);
    case Duration:
        return formatLength(key(place, Duration));
    case Running:
        return formatLength(m_figures.of(place).running);
    case Waiting:
        return formatLength(m_figures.of(place).waiting);
    case Steps:
        return QLocale().toString(m_figures.of(place).steps);
    case Parent:
        return task.parent ? displayName(*intervals(), task.parent) : QString();
    case Group:
        return task.group ? displayName(*intervals(), task.group) : QString();
    case ResultText:
        return QString::fromStdString(task.result).simplified();
    default:
        return QString::number(task.id.value);
    }
}

QColor TaskModel::ink(std::uint32_t place, int column) const
{
    const Theme &colors = theme(themeKind());
    const TaskTrack &task = intervals()->tasks()[place];
    const TaskMoment now = taskAt(*intervals(), task, moment());
    if (!now.exists)
        return colors.ink(Ink::Muted);
    switch (column) {
    case State:
        return colors.ink(shownState(place, now).ink == Ink::Done ? Ink::Text : shownState(place, now).ink);
    case Parent:
    case Group:
    case Number:
    case Since:
    case Created:
        return colors.ink(Ink::Muted);
    case Ended:
        return colors.ink(now.state == TaskState::Done ? Ink::Text : Ink::Muted);
    case ResultText:
        if (now.state != TaskState::Done)
            return colors.ink(Ink::Muted);
        return colors.ink(task.outcome == Outcome::Failed ? shownState(place, now).ink : Ink::Text);
    default:
        return colors.ink(Ink::Text);
    }
}

QVariant TaskModel::cell(std::uint32_t place, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(place, column);
    case Qt::ForegroundRole:
        return ink(place, column);
    case Qt::ToolTipRole:
        return column == ResultText ? QString::fromStdString(intervals()->tasks()[place].result) : text(place, column);
    case Qt::DecorationRole: {
        if (column != State)
            return {};
        const Shown shown = shownState(place, taskAt(*intervals(), intervals()->tasks()[place], moment()));
        return stateIcon(shown.mark, shown.ink, themeKind());
    }
    case IdRole:
        return intervals()->tasks()[place].id.value;
    default:
        return {};
    }
}

} // namespace coroscope
