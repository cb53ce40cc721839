// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/timeline/foldedtasks.h"
#include "ui/timeline/lane.h"
#include "ui/timeline/lanehead.h"
#include "ui/timeline/lanetree.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace coroscope
{

class TrackIndex;

/// Which rows there are and where: the head (see LaneHead), then the tasks as a tree, each under its parent, those of
/// one gather or task group together under a row of its own.
///
/// A person folds parts away, sorts, hides what has finished, filters and pins; all of it is said by the setters and
/// takes effect with the next update(). The head stays in sight while the tasks scroll, unless it would take up most of
/// the view; then only what is pinned does.
class LaneLayout
{
public:
    static constexpr double loopHeight = LaneHead::loopHeight;
    static constexpr double objectHeight = LaneHead::objectHeight;
    static constexpr double taskHeight = 24;
    static constexpr double groupHeight = 18;
    static constexpr double sectionGap = 9;
    static constexpr std::uint32_t none = Lane::none;

    /// How far the name of a task stands to the right; deep ones move on in small steps, as names need room too.
    static double indent(int depth);
    /// How much higher the row of a folded task is, which shows what it holds.
    static double foldedRoom(double taskHeight);

    /// Takes in new tasks and objects, and what the setters said. Returns whether the rows changed.
    bool update(const Intervals &intervals, const TrackIndex &index);

    /// Forgets the rows, before another trace is laid out; what a person chose stays.
    void forgetTrace();
    /// Forgets what a person chose about single tasks and objects: what is folded and pinned.
    void forgetFoldsAndPins();

    /// Lower rows put more of them into a picture; at least 1 pixel.
    void setTaskHeight(double height);
    double currentTaskHeight() const { return m_taskHeight; }

    // --- What a person chooses. ---

    /// Folds away what lies under a task, or the members of a gather or task group, or the threads of a pool.
    void setFolded(TaskId task, bool folded);
    void setFolded(ObjectId object, bool folded);
    bool isFolded(TaskId task) const;
    bool isFolded(ObjectId group) const;
    /// Folds every task and group, also those still to come; a task over all others stays open.
    void foldAll() { setAllFolded(true); }
    void unfoldAll() { setAllFolded(false); }
    /// Whether foldAll() was said last.
    bool foldsAll() const { return m_allFolded; }
    /// The section of the objects that have no lane of their own.
    void setObjectsFolded(bool folded);
    bool objectsFolded() const { return m_head.objectsFolded(); }
    /// Folds or unfolds a lane, if it can be.
    void toggleFold(const Intervals &intervals, std::size_t lane);

    /// Sorts now; tasks that come later stand at the end of their siblings until the next call.
    void setOrder(LaneOrder order);
    LaneOrder order() const { return m_order; }

    /// Hides tasks that have ended by the moment below; those with living tasks under them stay.
    void setHidesFinished(bool hides);
    bool hidesFinished() const { return m_hidesFinished; }
    /// The cursor; nothing: the end of the trace.
    void setMoment(std::optional<Nanoseconds> moment);

    /// Shows only tasks for which it says true, and those above them; none: all. To be called again when it would
    /// answer otherwise; new tasks are asked about as they come.
    using TaskFilter = std::function<bool(TaskId)>;
    void setFilter(TaskFilter filter);
    bool isFiltered() const { return static_cast<bool>(m_filter); }

    void setPinned(TaskId task, bool pinned);
    void setPinned(ObjectId object, bool pinned);
    bool isPinned(TaskId task) const;
    bool isPinned(ObjectId object) const;

    // --- The rows. ---

    const std::vector<Lane> &lanes() const { return m_lanes; }
    const LaneTree &tree() const { return m_tree; }
    /// Number of lanes above the tasks.
    std::size_t headCount() const { return m_headCount; }
    /// Where the first task begins.
    double headHeight() const { return m_headHeight; }
    double contentHeight() const;

    /// How many lanes, from the first one, stay in place in a view of that height: the head, or what is pinned.
    std::size_t fixedCount(double viewHeight) const;
    /// Their height, with the gap under them.
    double fixedHeight(double viewHeight) const;

    /// The lanes that touch [top, bottom): first and one past the last.
    std::pair<std::size_t, std::size_t> lanesIn(double top, double bottom) const;
    /// The lane at a distance from the top of the content.
    std::optional<std::size_t> laneAt(double y) const;
    /// The lane of a task; nothing for one that is folded away or left out.
    std::optional<std::size_t> laneOf(TaskId task) const;
    /// The lane of an object, or the row over the members of a group.
    std::optional<std::size_t> laneOf(ObjectId object) const;
    /// The lane of a task, or the one that it is folded away in.
    std::optional<std::size_t> nearestLaneOf(TaskId task) const;

    /// What is folded away in a lane; null if nothing is.
    const FoldedTasks *foldedIn(const Lane &lane) const { return lane.fold == none ? nullptr : &m_folds[lane.fold]; }
    /// The innermost group, in tree().groups(), around another one.
    std::uint32_t bracketAround(std::uint32_t group) const;

private:
    enum class Shown : std::uint8_t { No, AsContext, Yes };

    void setAllFolded(bool folded);
    bool updateHead(const Intervals &intervals);
    void rebuild(const Intervals &intervals);
    void findShown(const Intervals &intervals);
    bool isShown(std::uint32_t task) const { return m_shown.empty() || m_shown[task] != Shown::No; }
    void addTree(const Intervals &intervals);
    bool addGroupRow(std::uint32_t group);
    void addTask(std::uint32_t task);
    bool appendTask(const Intervals &intervals, std::uint32_t task);
    void hide(std::uint32_t task, std::uint32_t lane);
    void hideSubtree(std::uint32_t task, std::uint32_t lane);
    void shareNotables(const Intervals &intervals, const LaneFacts &facts);
    void place(std::size_t first = 0);

    LaneHead m_head;
    LaneTree m_tree;
    std::vector<Lane> m_lanes;
    std::vector<FoldedTasks> m_folds;
    std::vector<std::uint32_t> m_rows;     // by task: its lane, or the one it is folded away in, or none
    std::vector<std::uint32_t> m_brackets; // by task: the innermost group around it
    std::vector<Shown> m_shown;            // by task; empty: all are
    std::vector<bool> m_groupShown;        // by group, if m_shown is not empty
    std::vector<std::uint32_t> m_groupRows;
    std::vector<std::uint32_t> m_lastPath; // the last task and what it lies under, outermost first
    IdMap<TaskTag> m_places;
    IdMap<ObjectTag> m_objectLanes;
    std::size_t m_headCount = 0;
    std::size_t m_fixedCount = 0;
    std::size_t m_taskCount = 0;
    std::size_t m_notablesRead = 0;
    std::size_t m_eventCount = 0;
    double m_headHeight = 0;
    double m_taskHeight = taskHeight;

    bool m_isStale = true;
    bool m_isUnsorted = false;
    bool m_allFolded = false;
    std::unordered_map<TaskId, bool> m_taskFolds; // those that a person said otherwise of
    std::unordered_map<ObjectId, bool> m_groupFolds;
    LaneOrder m_order = LaneOrder::Start;
    bool m_hidesFinished = false;
    std::optional<Nanoseconds> m_moment;
    TaskFilter m_filter;
    std::vector<TaskId> m_pinned;
};

} // namespace coroscope
