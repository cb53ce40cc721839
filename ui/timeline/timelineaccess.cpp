// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineaccess.h"

#include "ui/timeline/causewalk.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/overviewwidget.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/timeline/tooltip.h"
#include "ui/timeline/waittext.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <QWindow>

#include <unordered_map>

namespace coroscope
{
namespace
{

/// One lane, as an item of the list.
class LaneAccess : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    LaneAccess(TimelineWidget *timeline, std::size_t lane) : m_timeline(timeline), m_lane(lane) {}

    bool isValid() const override { return m_timeline && m_lane < m_timeline->lanes().lanes().size(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_timeline ? m_timeline->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_timeline); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        switch (kind) {
        case QAccessible::Name:
            return m_timeline->laneName(m_lane);
        case QAccessible::Description:
        case QAccessible::Value:
            return m_timeline->laneState(m_lane);
        default:
            return {};
        }
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect own = m_timeline->laneRect(m_lane);
        return {m_timeline->mapToGlobal(own.topLeft()), own.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.selected = m_timeline->selectedLane() == m_lane;
        state.focused = state.selected && m_timeline->hasFocus();
        state.offscreen = !m_timeline->rect().intersects(m_timeline->laneRect(m_lane));
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &name) override
    {
        if (!isValid())
            return;
        m_timeline->selectLane(m_lane);
        m_timeline->showSelection();
        if (name == setFocusAction())
            m_timeline->setFocus();
    }

private:
    QPointer<TimelineWidget> m_timeline;
    std::size_t m_lane;
};

class TimelineAccess : public QAccessibleWidget
{
public:
    explicit TimelineAccess(TimelineWidget *timeline)
        : QAccessibleWidget(timeline, QAccessible::List), m_timeline(timeline)
    {
    }
    ~TimelineAccess() override
    {
        for (const auto &[lane, id] : m_lanes)
            QAccessible::deleteAccessibleInterface(id);
    }

    // The lanes come first, then the scroll bar and the like.
    int childCount() const override { return laneCount() + QAccessibleWidget::childCount(); }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0)
            return nullptr;
        if (index >= laneCount())
            return QAccessibleWidget::child(index - laneCount());
        const auto found = m_lanes.find(index);
        if (found != m_lanes.end())
            return QAccessible::accessibleInterface(found->second);
        auto *lane = new LaneAccess(m_timeline, static_cast<std::size_t>(index));
        m_lanes.emplace(index, QAccessible::registerAccessibleInterface(lane));
        return lane;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (const auto &[lane, id] : m_lanes) {
            if (QAccessible::accessibleInterface(id) == child)
                return lane;
        }
        const int other = QAccessibleWidget::indexOfChild(child);
        return other < 0 ? other : other + laneCount();
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        const Hit hit = m_timeline->hitAt(m_timeline->mapFromGlobal(QPoint(x, y)));
        return hit.lane ? child(static_cast<int>(*hit.lane)) : QAccessibleWidget::childAt(x, y);
    }

    QAccessibleInterface *focusChild() const override
    {
        const auto lane = m_timeline->selectedLane();
        if (m_timeline->hasFocus() && lane)
            return child(static_cast<int>(*lane));
        return QAccessibleWidget::focusChild();
    }

private:
    int laneCount() const { return static_cast<int>(m_timeline->lanes().lanes().size()); }

    TimelineWidget *m_timeline;
    mutable std::unordered_map<int, QAccessible::Id> m_lanes;
};

/// The overview: where the view begins, in seconds.
class OverviewAccess : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit OverviewAccess(OverviewWidget *overview)
        : QAccessibleWidget(overview, QAccessible::Slider), m_overview(overview)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_overview->rangeText() : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return seconds(m_overview->view().range().from); }
    void setCurrentValue(const QVariant &value) override
    {
        Viewport &view = m_overview->view();
        view.pan(fromSeconds(value.toDouble()) - view.range().from);
    }
    QVariant maximumValue() const override { return seconds(m_overview->view().extent()); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return seconds(m_overview->view().range().span()) / 10; }

private:
    static double seconds(Nanoseconds time) { return static_cast<double>(time) / static_cast<double>(nsPerSecond); }

    OverviewWidget *m_overview;
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    if (auto *timeline = qobject_cast<TimelineWidget *>(object))
        return new TimelineAccess(timeline);
    if (auto *overview = qobject_cast<OverviewWidget *>(object))
        return new OverviewAccess(overview);
    return nullptr;
}

} // namespace

QString TimelineWidget::laneName(std::size_t lane) const
{
    if (!m_intervals || lane >= m_layout.lanes().size())
        return {};
    return laneTitle(*m_intervals, m_layout, m_layout.lanes()[lane]);
}

/// The text that the pointer would get at the cursor.
QString TimelineWidget::laneState(std::size_t lane) const
{
    if (!m_intervals || lane >= m_layout.lanes().size())
        return {};
    const Lane &asked = m_layout.lanes()[lane];
    const Moment moment = m_view.moment(m_intervals->store());
    Hit hit;
    hit.part = HitPart::Plot;
    hit.lane = lane;
    hit.time = moment.time;
    if (asked.kind == LaneKind::Task) {
        const TaskTrack &task = m_intervals->tasks()[asked.track];
        hit.target.task = task.id;
        const auto place = moment.events == 0 ? std::nullopt : intervalAtEvent(task, moment.events - 1);
        if (!place)
            return tr("not made yet");
        DrawBar bar;
        bar.lane = static_cast<std::uint32_t>(lane);
        bar.interval = static_cast<std::uint32_t>(*place);
        bar.state = task.intervals[*place].state;
        if (bar.state != TaskState::Done)
            hit.bar = bar;
        else
            hit.part = HitPart::Gutter;
    } else if (asked.kind != LaneKind::Loop) {
        hit.target = targetOf(*m_intervals, m_layout, asked);
    } else {
        const auto step = cursorStep();
        return step && step->running ? tr("runs %1").arg(displayName(*m_intervals, step->running)) : tr("no step runs");
    }
    return tooltipText(scene(), hit);
}

/// Another lane is selected: to a screen reader the focus goes there.
void TimelineWidget::tellAssistants()
{
    const auto lane = selectedLane();
    if (!lane)
        return;
    announce(QAccessible::Selection, *lane);
    if (hasFocus())
        announce(QAccessible::Focus, *lane);
}

/// The state of the selected lane is another one.
void TimelineWidget::tellCursor()
{
    const auto lane = selectedLane();
    if (hasFocus() && lane)
        announce(QAccessible::DescriptionChanged, *lane);
}

void TimelineWidget::announce(QAccessible::Event kind, std::size_t lane)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(this, kind);
    event.setChild(static_cast<int>(lane));
    QAccessible::updateAccessibility(&event);
}

void TimelineWidget::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    tellAssistants();
}

void installTimelineAccess()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccess);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace coroscope
