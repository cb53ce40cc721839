// SPDX-License-Identifier: MIT
#include "core/analysis/tracefilter.h"

#include "core/analysis/taskfigures.h"
#include "core/trace/eventstore.h"

#include <algorithm>

namespace coroscope
{
namespace
{

using Key = FilterTerm::Key;
using Comparison = FilterTerm::Comparison;

/// The name as views show it where the trace has none.
std::string shownName(std::string_view name, std::string_view kind, std::uint32_t id)
{
    return name.empty() ? std::string(kind) + '-' + std::to_string(id) : std::string(name);
}

bool anyMatches(const FilterTerm &term, std::string_view text)
{
    return std::any_of(term.patterns.begin(), term.patterns.end(),
                       [&](const TextPattern &pattern) { return pattern.matches(text); });
}

bool nameMatches(const FilterTerm &term, std::string_view name, std::string_view kind, std::uint32_t id)
{
    // Without a copy where the name is there, as it nearly always is.
    return name.empty() ? anyMatches(term, shownName(name, kind, id)) : anyMatches(term, name);
}

bool hasId(const FilterTerm &term, std::uint32_t id)
{
    return std::find(term.ids.begin(), term.ids.end(), id) != term.ids.end();
}

bool compares(Comparison comparison, std::int64_t value, std::int64_t bound)
{
    switch (comparison) {
    case Comparison::Less:
        return value < bound;
    case Comparison::AtMost:
        return value <= bound;
    case Comparison::Equal:
        return value == bound;
    case Comparison::AtLeast:
        return value >= bound;
    case Comparison::More:
        return value > bound;
    case Comparison::None:
        break;
    }
    return false;
}

constexpr std::uint32_t bit(FilterState state) { return 1U << static_cast<unsigned>(state); }

/// One task at one moment, seen by the terms of a filter.
class TaskMatch
{
public:
    TaskMatch(const Intervals &intervals, std::uint32_t place, const Moment &moment, TaskFiguresTable &figures)
        : m_intervals(intervals), m_place(place), m_track(intervals.tasks()[place]), m_moment(moment),
          m_figures(figures)
    {
    }

    bool matches(const FilterTerm &term)
    {
        if (term.key == Key::Kind)
            return true;
        return holds(term) != term.isNegated;
    }

private:
    bool holds(const FilterTerm &term)
    {
        switch (term.key) {
        case Key::Name:
            return nameMatches(term, m_track.name, "task", m_track.id.value);
        case Key::Id:
            return term.comparison == Comparison::None ? hasId(term, m_track.id.value)
                                                       : compares(term.comparison, m_track.id.value, term.bound);
        case Key::State:
            return (states() & term.states) != 0;
        case Key::On:
            return waitsOn(term);
        case Key::Parent: {
            if (!m_track.parent)
                return false;
            const TaskTrack *parent = m_intervals.task(m_track.parent);
            return hasId(term, m_track.parent.value) ||
                   nameMatches(term, parent ? parent->name : std::string(), "task", m_track.parent.value);
        }
        case Key::Group: {
            const ObjectTrack *group = m_track.group ? m_intervals.object(m_track.group) : nullptr;
            return group &&
                   (hasId(term, group->id.value) || nameMatches(term, group->name, text(group->kind), group->id.value));
        }
        case Key::Took: {
            const Nanoseconds end = m_track.ended == noTime ? m_intervals.end() : m_track.ended;
            return compares(term.comparison, end - m_track.created, term.bound);
        }
        case Key::Waited:
            return compares(term.comparison, m_figures.of(m_place).waiting, term.bound);
        case Key::Ran:
            return compares(term.comparison, m_figures.of(m_place).running, term.bound);
        case Key::StepCount:
            return compares(term.comparison, m_figures.of(m_place).steps, term.bound);
        case Key::Kind:
            break;
        }
        return true;
    }

    const StateAt &state()
    {
        if (!m_isLooked) {
            m_state = m_figures.stateAt(m_place, m_moment);
            m_isLooked = true;
        }
        return m_state;
    }

    /// All words that fit.
    std::uint32_t states()
    {
        const StateAt &now = state();
        if (!now.exists)
            return 0;
        switch (now.state) {
        case TaskState::Ready:
            return bit(FilterState::Ready);
        case TaskState::Running:
            return bit(FilterState::Running);
        case TaskState::Waiting:
            return bit(FilterState::Waiting);
        case TaskState::Done:
            break;
        }
        std::uint32_t words = bit(FilterState::Done);
        if (m_track.outcome == Outcome::Failed)
            words |= bit(FilterState::Failed);
        else if (m_track.outcome == Outcome::Cancelled)
            words |= bit(FilterState::Cancelled);
        else
            words |= bit(FilterState::Returned);
        // The same as the mark before its name in the timeline.
        if (m_track.outcome != Outcome::Cancelled &&
            (m_track.outcome == Outcome::Returned || m_track.result.starts_with("TimeoutError")) &&
            m_figures.firstTimeout(m_place))
            words |= bit(FilterState::TimedOut);
        return words;
    }

    bool waitsOn(const FilterTerm &term)
    {
        const StateAt &now = state();
        if (!now.exists || now.state != TaskState::Waiting)
            return false;
        if ((term.waitKinds >> static_cast<unsigned>(now.on) & 1U) != 0)
            return true;
        if (const ObjectTrack *object = now.object ? m_intervals.object(now.object) : nullptr) {
            return nameMatches(term, object->name, text(object->kind), object->id.value) ||
                   anyMatches(term, text(object->kind));
        }
        if (now.on != WaitKind::Task && now.on != WaitKind::Shield)
            return false;
        const auto awaited = m_intervals.store().event(now.event).tasks;
        return std::any_of(awaited.begin(), awaited.end(), [&](TaskId id) {
            const TaskTrack *task = m_intervals.task(id);
            return task && nameMatches(term, task->name, "task", id.value);
        });
    }

    const Intervals &m_intervals;
    std::uint32_t m_place;
    const TaskTrack &m_track;
    const Moment &m_moment;
    TaskFiguresTable &m_figures;
    StateAt m_state;
    bool m_isLooked = false;
};

} // namespace

bool TraceFilter::dependsOnMoment() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const FilterTerm &term) { return term.key == Key::State || term.key == Key::On; });
}

bool TraceFilter::dependsOnGrowth() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const FilterTerm &term) {
        return term.key == Key::State || term.key == Key::On || term.key == Key::Took || term.key == Key::Waited ||
               term.key == Key::Ran || term.key == Key::StepCount;
    });
}

bool TraceFilter::matchesTask(const Intervals &intervals, std::uint32_t task, const Moment &moment,
                              TaskFiguresTable &figures, TermChoice choice) const
{
    TaskMatch match(intervals, task, moment, figures);
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const FilterTerm &term) {
        return (choice == TermChoice::WithKeys && term.isBare) || match.matches(term);
    });
}

bool TraceFilter::matchesObject(const Intervals &intervals, std::uint32_t object) const
{
    const ObjectTrack &track = intervals.objects()[object];
    const std::string_view kind = coroscope::text(track.kind);
    const auto matches = [&](const FilterTerm &term) {
        switch (term.key) {
        case Key::Name:
            return nameMatches(term, track.name, kind, track.id.value) != term.isNegated;
        case Key::Id:
            return (term.comparison == Comparison::None
                        ? hasId(term, track.id.value)
                        : compares(term.comparison, track.id.value, term.bound)) != term.isNegated;
        case Key::Kind:
            return anyMatches(term, kind) != term.isNegated;
        case Key::On:
            return (nameMatches(term, track.name, kind, track.id.value) || anyMatches(term, kind)) != term.isNegated;
        default:
            return true;
        }
    };
    return std::all_of(m_terms.begin(), m_terms.end(), matches);
}

} // namespace coroscope
