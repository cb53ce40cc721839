// SPDX-License-Identifier: GPL-3.0-or-later
// The run of the main window: taking in its events and its state, and what is told of it.
#include "app/mainwindow.h"
#include "app/workbench.h"

#include "ui/panels/detailspanel.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/openingbar.h"
#include "ui/panels/panel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/transportbar.h"
#include "ui/timeline/lanefilter.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/timeline/waittext.h"

#include <QDeadlineTimer>
#include <QLabel>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace coroscope
{

void MainWindow::runOrResume()
{
    if (m_session->state() == RunState::Paused)
        m_session->resume();
    else
        m_session->run();
}

// First through what was recorded, then on with the run itself.
void MainWindow::stepForward()
{
    if (m_timeline->view().cursor() && m_timeline->stepForward())
        return;
    m_timeline->view().setCursor(std::nullopt);
    m_session->stepOnce();
}

void MainWindow::takeStore()
{
    const auto store = m_session->store();
    // A trace that was read in a while of its own.
    if (m_opening->isReading() && store && !m_session->canRun() && !m_session->path().isEmpty()) {
        addRecentFile(m_session->path());
        if (m_messages->isVisibleTo(this))
            m_messages->showMessage(tr("Only a part of the trace could be read"), m_messages->details());
    }
    if (store != m_store || (store && !m_intervals)) {
        const auto intervals = store ? std::make_shared<Intervals>(*store) : nullptr;
        std::optional<Viewport::Look> look;
        if (m_intervals && intervals && m_session->isRerun())
            look = m_timeline->view().look();
        m_laneFilter->setIntervals(intervals.get());
        m_timeline->setIntervals(intervals.get());
        const auto history = intervals ? std::make_shared<ObjectHistory>(*intervals) : nullptr;
        m_details->setHistory(history);
        m_objects->setHistory(history);
        m_problems->setHistory(history);
        for (Panel *panel : m_panels)
            panel->setIntervals(intervals.get());
        // What was shown until now may go, if it does not stay as a ghost.
        m_workbench->setRun(store, intervals);
        m_intervals = intervals;
        m_store = store;
        showStart();
        takeEvents();
        if (look)
            m_timeline->view().setLook(*look);
        else
            m_timeline->view().fit();
    }
    updateTexts();
}

void MainWindow::takeState()
{
    const RunState state = m_session->state();
    m_transport->setState(state, m_session->canRun(), m_intervals != nullptr);
    takeEvents();
    switch (state) {
    case RunState::Empty:
    case RunState::Idle:
        m_status->clear();
        break;
    case RunState::Running:
        m_messages->clear();
        m_status->setText(tr("Running"));
        break;
    case RunState::Paused:
        m_status->setText(tr("Paused"));
        break;
    case RunState::Stopping:
        m_status->setText(tr("Stopping"));
        break;
    case RunState::Finished:
        showOutcome();
        break;
    }
    updateTexts();
}

void MainWindow::showOutcome()
{
    if (m_isBehind) {
        const QLocale locale;
        m_status->setText(tr("Drawing the run: %1 of %2 events")
                              .arg(locale.toString(qulonglong(m_intervals->eventCount())),
                                   locale.toString(qulonglong(m_store->size()))));
        return;
    }
    m_status->setText(outcomeText());
    // The last frame of a live view is a little wider than the run. Who looks at a moment in the past goes on with it.
    if (m_timeline->view().isFitted() && !m_timeline->view().cursor())
        m_timeline->view().fit();
}

// A run may tell of millions of events a second: what is more than a frame has time for waits for the next ones.
bool MainWindow::takeSlices()
{
    const QDeadlineTimer deadline(m_frameBudget);
    bool any = false;
    while (m_intervals->update(eventsPerSlice)) {
        any = true;
        if (deadline.hasExpired())
            break;
    }
    return any;
}

void MainWindow::takeEvents()
{
    const bool any = m_intervals && takeSlices();
    // Between two events only the clock goes on.
    const bool moved = m_intervals && !m_intervals->isBehind() && m_intervals->moveTo(m_session->time());
    if (any) {
        for (Panel *panel : m_panels)
            panel->refresh();
        m_laneFilter->refresh();
    }
    if (any || moved) {
        m_workbench->refresh();
        m_timeline->refresh();
        updateTexts();
    }
    const bool wasBehind = m_isBehind;
    m_isBehind = m_intervals && m_intervals->isBehind();
    const RunState state = m_session->state();
    if (state == RunState::Finished && (m_isBehind || wasBehind))
        showOutcome();
    if (state != RunState::Running && state != RunState::Stopping && !m_isBehind)
        m_frames.stop();
    else if (!m_frames.isActive())
        m_frames.start();
}

QString MainWindow::outcomeText() const
{
    if (!m_intervals)
        return {};
    const QString after = formatRunMoment(m_intervals->end(), m_intervals->end());
    const auto outcome = m_intervals->outcome();
    if (!outcome)
        return tr("The trace ends at %1").arg(after);
    switch (*outcome) {
    case RunOutcome::Returned:
        return tr("Returned after %1").arg(after);
    case RunOutcome::Failed: {
        const QString result =
            m_intervals->tasks().empty() ? QString() : QString::fromStdString(m_intervals->tasks().front().result);
        return tr("Failed after %1: %2").arg(after, result.simplified());
    }
    case RunOutcome::Deadlock:
        return tr("Deadlock at %1: nothing can go on; Problems tells who waits for whom").arg(after);
    case RunOutcome::Stopped:
        return tr("Stopped at %1").arg(after);
    }
    return {};
}

void MainWindow::updateTexts()
{
    const QString title = m_session->title();
    m_timeline->setPlaceholder(m_session->canRun() ? tr("F5 runs the scenario") : QString());
    setWindowTitle(title.isEmpty() ? u"Coroscope"_s : title + u"[*] – Coroscope"_s);
    setWindowModified(m_workbench->isModified());
    m_transport->setTime(m_intervals ? m_intervals->end() : 0);
    m_transport->setFacts(m_session->facts());
    m_legend->setWaitKinds(m_timeline->waitKinds());
    m_legend->setExtras(m_timeline->legendExtras());
    if (!m_intervals) {
        m_counts->clear();
        return;
    }
    const QLocale locale;
    const auto tasks = m_intervals->tasks().size();
    const auto events = m_intervals->eventCount();
    const QString tasksText = tasks == 1 ? tr("1 task") : tr("%1 tasks").arg(locale.toString(qulonglong(tasks)));
    m_counts->setText(tr("%1 · %2 events").arg(tasksText, locale.toString(qulonglong(events))));
}

} // namespace coroscope
