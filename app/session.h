// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runsettings.h"
#include "app/scenariodocument.h"
#include "core/scenario/model.h"
#include "core/trace/eventstore.h"
#include "ui/panels/runstate.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>

namespace coroscope
{

/// What a window shows and steers: one open file, and the run of it if it is a scenario.
///
/// All calls return at once and come from the window's thread; the run may have a thread of its own, which only
/// appends to the store. What a call brought about is told by signals, in the window's thread. A call that makes no
/// sense in the state at hand does nothing.
class Session : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Opens a scenario (then Idle) or a trace (then Finished, with storeChanged()). A run that goes on is stopped
    /// first. Where a file cannot be read failed() is told and everything stays as it was. A scenario with faults is
    /// opened, so that it can be mended, and failed() told.
    virtual void open(const QString &path) = 0;
    /// Is asked before a text goes that was edited since open() began to read the file which takes its place; if it
    /// returns false the text stays and the file is not opened.
    void setLeaveQuestion(std::function<bool()> question) { m_leaveQuestion = std::move(question); }
    /// Gives up reading a file that open() still reads; what is open stays. Without effect when nothing is read.
    virtual void cancelOpening() {}
    /// Opens a scenario that is in no file yet, as open() does; `name` stands for its file.
    virtual void openText(const QString &text, const QString &name) = 0;
    /// The text of the open scenario as it is edited, and its file; not open where a trace is. Every run begins with
    /// this text, and failed() is told instead if it has faults.
    ScenarioDocument &document() { return m_document; }
    const ScenarioDocument &document() const { return m_document; }
    /// The document's text, checked; null while it has faults, and for a trace.
    virtual std::shared_ptr<const Scenario> scenario() = 0;

    /// What later runs are given: values of params and a seed. Other ones in place of these change nothing in a run
    /// that goes on.
    virtual void setSettings(const RunSettings &settings) = 0;
    virtual RunSettings settings() const = 0;
    /// What the run at hand was given.
    virtual RunSettings shownSettings() const = 0;
    /// Runs the scenario in virtual time, as fast as possible, with the settings as they are now, and shows it in place
    /// of the run at hand: storeChanged() comes when it has ended, or has taken long enough to be looked at while it
    /// goes on. Of calls that come faster than runs end only the last one counts.
    virtual void rerun() = 0;
    /// Whether the run at hand came from rerun(), to be compared with the one before.
    virtual bool isRerun() const = 0;

    /// Begins the run, from the start if it is Finished.
    virtual void run() = 0;
    virtual void pause() = 0;
    /// Goes on after a pause.
    virtual void resume() = 0;
    /// Runs one step of one task, then stands still: from Idle, Running or Paused to Paused.
    virtual void stepOnce() = 0;
    /// Ends the run where it is; works also while the scenario does not come back.
    virtual void stop() = 0;
    /// Stops if need be and begins again with a new store.
    virtual void restart() = 0;
    /// Seconds of the run in a second of the clock; 0: as fast as possible. Holds for this run and later ones.
    virtual void setSpeed(double timesRealTime) = 0;

    virtual RunState state() const = 0;
    /// Whether the open file is a scenario, which can be run, and not a trace.
    virtual bool canRun() const = 0;
    /// The events of the run at hand; null while there is none. The store is kept alive by whoever holds it.
    virtual std::shared_ptr<const EventStore> store() const = 0;
    /// How far the clock of a run has come, also between two events; not always up to date. 0 if there is no run.
    virtual Nanoseconds time() const = 0;
    /// The title of the scenario or trace, else its file name.
    virtual QString title() const = 0;
    /// The open file; empty if there is none.
    virtual QString path() const = 0;
    /// A short line about the run: `virtual clock · seed 11`.
    virtual QString facts() const = 0;

Q_SIGNALS:
    void stateChanged();
    /// store() is another one, and title(), path() and facts() may be.
    void storeChanged();
    /// How much of the file that is being opened was read, 0 to 1; told when reading begins and at 1 when it is over,
    /// also if it failed or was given up: after storeChanged() and failed(), which came of it.
    void openingProgressed(double share);
    /// The store gained events although the run is not Running: after a step, for one.
    void advanced();
    /// Something could not be opened or run; a line for each fault, with file, line and column where they are known.
    void failed(const QString &message);
    void settingsChanged();

protected:
    bool mayLeave() const { return !m_leaveQuestion || m_leaveQuestion(); }

private:
    ScenarioDocument m_document;
    std::function<bool()> m_leaveQuestion;
};

} // namespace coroscope
