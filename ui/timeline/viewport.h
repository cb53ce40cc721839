// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "ui/timeline/timescale.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

class EventStore;

/// What a person pointed at: a task, an object, or nothing.
struct Target {
    TaskId task;
    ObjectId object;

    bool isValid() const { return task.isValid() || object.isValid(); }
    friend bool operator==(const Target &, const Target &) = default;
};

/// A moment that a person marked.
struct TimeMark {
    int id = 0;
    Nanoseconds time = 0;
    QString note; ///< may be empty

    friend bool operator==(const TimeMark &, const TimeMark &) = default;
};

/// What part of a run is in sight: the one place that holds it. Widgets change it by these functions and
/// listen to its signals; none keeps a copy.
///
/// The range never begins before the start of the run, is never shorter than minSpan nor longer than
/// some times the run, and never leaves the run behind altogether.
class Viewport : public QObject
{
    Q_OBJECT

public:
    static constexpr Nanoseconds minSpan = 20;
    static constexpr double usualEndMargin = 0.07;

    explicit Viewport(QObject *parent = nullptr);

    TimeRange range() const { return m_range; }
    void setRange(TimeRange range);
    /// Passes by `range` on the way to another one: neither fitted nor remembered.
    void glide(TimeRange range);
    /// What zoom() would make of a range.
    TimeRange zoomed(TimeRange range, double factor, Nanoseconds around) const;
    /// What fit() would show.
    TimeRange fitted() const;
    /// Keeps a range within what can be shown.
    TimeRange limited(TimeRange range) const;
    /// Multiplies the length of the range by `factor`; what is at `around` stays where it is.
    void zoom(double factor, Nanoseconds around);
    /// Moves the range; a live view that is moved stops to follow.
    void pan(Nanoseconds by);
    /// The whole run, with room for the texts at its end. Stays fitted while the run grows, until the next zoom or pan.
    void fit();
    bool isFitted() const { return m_fitted; }
    /// The room that fit() leaves beyond the end of the run, as a share of the run.
    void setEndMargin(double share) { m_endMargin = share; }
    /// fit() shows at least up to there: the end of a run that stands behind this one.
    void setLeastFit(Nanoseconds end);

    /// The time of the last event that the views know.
    Nanoseconds extent() const { return m_extent; }
    /// Takes a new end of the run. A view that follows keeps it in sight.
    void setExtent(Nanoseconds end);

    bool followsLive() const { return m_followsLive; }
    void setFollowsLive(bool follows);

    /// How far the lanes are scrolled, in pixels.
    double scroll() const { return m_scroll; }
    double scrollLimit() const { return m_scrollLimit; }
    void setScroll(double scroll);
    void setScrollLimit(double limit);

    /// The time that a person looks at, if any.
    std::optional<Nanoseconds> cursor() const { return m_cursor; }
    /// Sets it to the end of everything that happens at `time`.
    void setCursor(std::optional<Nanoseconds> time);
    /// Sets it to one place among the events, which may share their time with others.
    void setCursor(Moment moment);
    /// How many events lie before the cursor, where that was said more exactly than by its time.
    std::optional<std::size_t> cursorEvents() const { return m_cursorEvents; }
    /// The cursor, or the end of the store while there is none: the moment that all panels show.
    Moment moment(const EventStore &store) const;

    Target selection() const { return m_selection; }
    void select(Target target);
    Target hovered() const { return m_hovered; }
    void setHovered(Target target);

    /// The interval that is selected with its task: the index in the store of the event that began it.
    std::optional<std::uint32_t> selectedInterval() const { return m_selectedInterval; }
    /// Selects a task and one of its intervals.
    void selectInterval(TaskId task, std::uint32_t event);

    /// The range that is selected for statistics, if any; never empty.
    std::optional<TimeRange> selectedRange() const { return m_selectedRange; }
    void selectRange(std::optional<TimeRange> range);

    /// Intervals that began at these places of the source are lit: those of the line that a person looks at.
    const std::vector<SourceId> &litSources() const { return m_litSources; }
    void setLitSources(std::vector<SourceId> sources);

    /// Marks in order of time.
    const std::vector<TimeMark> &marks() const { return m_marks; }
    /// Returns the id of the new mark.
    int addMark(Nanoseconds time, const QString &note);
    void setMarkNote(int id, const QString &note);
    void removeMark(int id);
    /// Takes the marks that were kept elsewhere, in any order; they get new ids.
    void setMarks(std::vector<TimeMark> marks);
    /// The mark nearest to `time` that is no further away than `within`.
    const TimeMark *markNear(Nanoseconds time, Nanoseconds within) const;
    /// The mark of an id, or nullptr.
    const TimeMark *mark(int id) const;

    /// Back and forward through the views that a person went through: ranges and scrolls, of which small moves
    /// count as one. A live view that goes back stops to follow.
    bool canGoBack() const;
    bool canGoForward() const { return m_view + 1 < m_views.size(); }
    void goBack();
    void goForward();

    /// Asks the timeline to bring the selection and the cursor into sight.
    void reveal() { Q_EMIT revealRequested(); }

    /// Forgets everything of the run before; a new one begins fitted.
    void reset();

    /// How a run is looked at, to look at another run of the same program in the same way.
    struct Look {
        TimeRange range;
        bool fitted = true;
        double scroll = 0;
        Target selection;
        std::optional<Nanoseconds> cursor;
        std::optional<TimeRange> selectedRange;
        std::vector<TimeMark> marks;
    };
    Look look() const;
    /// Takes a look that was kept, as far as the run of now reaches.
    void setLook(const Look &look);

Q_SIGNALS:
    void rangeChanged();
    void extentChanged();
    void followsLiveChanged(bool follows);
    void scrollChanged();
    void cursorChanged();
    /// Also where only the interval is another one.
    void selectionChanged();
    void selectedRangeChanged();
    void litSourcesChanged();
    void marksChanged();
    /// Whether one can go back or forward is another matter now.
    void historyChanged();
    void revealRequested();
    void hoveredChanged();

private:
    struct View {
        TimeRange range;
        double scroll = 0;
        bool fitted = false;

        friend bool operator==(const View &, const View &) = default;
    };
    void changeRange(TimeRange range);
    void remember();
    View current() const { return {m_range, m_scroll, m_fitted}; }
    void show(const View &view);

    std::vector<View> m_views; ///< the last ones that were gone through
    std::size_t m_view = 0;    ///< the one among them that is shown, or was before small moves
    std::vector<TimeMark> m_marks;
    int m_lastMark = 0;
    TimeRange m_range{0, nsPerSecond};
    Nanoseconds m_extent = 0;
    double m_endMargin = usualEndMargin;
    Nanoseconds m_leastFit = 0;
    double m_scroll = 0;
    double m_scrollLimit = 0;
    std::optional<Nanoseconds> m_cursor;
    std::optional<std::size_t> m_cursorEvents;
    Target m_selection;
    std::optional<std::uint32_t> m_selectedInterval;
    std::optional<TimeRange> m_selectedRange;
    std::vector<SourceId> m_litSources;
    Target m_hovered;
    bool m_fitted = true;
    bool m_followsLive = true;
};

} // namespace coroscope
