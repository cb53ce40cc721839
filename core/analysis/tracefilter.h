// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/moment.h"
#include "core/analysis/textpattern.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/vocabulary.h"
#include "core/trace/intervals.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace coroscope
{

class TaskFiguresTable;

/// What a task is at a moment, for people who look for it: words of `state:`.
enum class FilterState : std::uint8_t { Ready, Running, Waiting, Done, Returned, Failed, Cancelled, TimedOut };
inline constexpr int filterStateCount = 8;

/// One condition of a filter.
struct FilterTerm {
    enum class Key : std::uint8_t { Name, State, On, Group, Parent, Kind, Id, Took, Waited, Ran, StepCount };
    enum class Comparison : std::uint8_t { None, Less, AtMost, Equal, AtLeast, More };

    Key key = Key::Name;
    bool isNegated = false;
    bool isBare = false;               ///< a word without a key: of Name
    std::vector<TextPattern> patterns; ///< one has to match
    std::uint32_t states = 0;          ///< of State: a bit for each FilterState
    std::uint32_t waitKinds = 0;       ///< of On: a bit for each WaitKind whose word matches
    std::vector<std::uint32_t> ids;    ///< of Id, Parent and Group
    Comparison comparison = Comparison::None;
    std::int64_t bound = 0; ///< of a comparison: nanoseconds, steps, or an id
};

/// Which terms of a filter to look at.
enum class TermChoice : std::uint8_t { All, WithKeys };

/// A filter that narrows tables and lanes: `name:worker* state:waiting on:sem`.
///
/// Terms stand apart by spaces and have to hold all; `-term` or `not term` holds where the term does not. A term is
/// `KEY:VALUE`, `KEY>NUMBER` (also `<`, `>=`, `<=`, `=`), or a bare word, which the name has to contain. `a,b` is one
/// or the other, `*` stands for any letters, `?` for one, and quotes keep spaces, commas and wildcards as they are. A
/// value with wildcards has to match the whole text, another one a part of it. Case does not matter.
///
/// - `name`: tasks and objects with that name
/// - `id`: tasks and objects with that number; also `id>100`
/// - `state`: tasks in that state at the moment: `ready running waiting done returned failed cancelled timedout`
/// - `on`: tasks that wait at the moment for an object or task of that name, or in that way (`semaphore`, `sleep`), and
///   such objects
/// - `parent`: tasks whose parent has that name or number
/// - `group`: tasks of the gather or task group of that name or number
/// - `kind`: objects of that kind (`queue`)
/// - `took`, `waited`, `ran`: tasks by their lifetime, all their waiting, all their running so far: `took>1.5s`
/// - `steps`: tasks by the number of their steps
///
/// A term says nothing of what it has no meaning for: `state:waiting` leaves all objects, `kind:queue` all tasks.
class TraceFilter
{
public:
    /// The empty filter, which lets everything through.
    TraceFilter() = default;

    /// The fault has the column, from 1, and a sentence that says what to write.
    static Result<TraceFilter> parse(const QString &text);
    /// Whether a text is meant as a filter and not as words to look for: it has a term with a key.
    static bool hasKeys(const QString &text);
    /// A term that holds for that very name, quoted where it has to be.
    static QString quoted(const QString &name);

    bool isEmpty() const { return m_terms.empty(); }
    const QString &text() const { return m_text; }
    const std::vector<FilterTerm> &terms() const { return m_terms; }
    /// Whether another moment may let other tasks through.
    bool dependsOnMoment() const;
    /// Whether the run going on may let other tasks through that it held before.
    bool dependsOnGrowth() const;

    /// Whether the task at a place of Intervals::tasks() is let through. The figures belong to the same intervals.
    bool matchesTask(const Intervals &intervals, std::uint32_t task, const Moment &moment, TaskFiguresTable &figures,
                     TermChoice choice = TermChoice::All) const;
    /// The same of an object.
    bool matchesObject(const Intervals &intervals, std::uint32_t object) const;

private:
    QString m_text;
    std::vector<FilterTerm> m_terms;
};

} // namespace coroscope
