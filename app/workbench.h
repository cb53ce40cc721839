// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runsettings.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

class QWidget;

namespace coroscope
{

class EventStore;
class GhostBar;
class KnobsPanel;
struct Scenario;
class ScenarioPanel;
class Session;
class Viewport;

/// The work on a scenario: brings together its text in the editor, the knobs, the runs and the file.
///
/// It makes the panels, which belong to the window. Nothing is lost: what would take away a changed text asks first. A
/// run that a knob brings about leaves the run before it as a ghost, which is kept alive here until it is dismissed.
class Workbench : public QObject
{
    Q_OBJECT

public:
    enum class Answer : std::uint8_t { Save, Discard, Cancel };
    /// How a person is asked; tests put answers here in place of dialogs.
    struct Questions {
        /// The text was changed and would be lost; `text` names its file.
        std::function<Answer(const QString &text)> save;
        /// The file was changed outside, and the text inside: take the file's?
        std::function<bool(const QString &text)> reload;
        /// Where to save; empty: nowhere.
        std::function<QString(const QString &suggested)> path;
        /// A file is there under the name that was chosen and completed since: replace it?
        std::function<bool(const QString &text)> replace;
    };

    /// `window` is the parent of the panels and of dialogs.
    Workbench(Session &session, Viewport &view, QWidget *window);
    ~Workbench() override;

    ScenarioPanel *scenarioPanel() const { return m_scenarioPanel; }
    KnobsPanel *knobsPanel() const { return m_knobsPanel; }
    GhostBar *ghostBar() const { return m_ghostBar; }
    void setQuestions(const Questions &questions) { m_questions = questions; }
    void setTheme(ThemeKind kind);

    // --- The file. Each returns whether it was done; what failed is told by failed(). ---

    /// Asks about changes that are not saved; returns whether a person lets go of the text.
    bool mayLeave();
    /// A file, or `library:NAME`: the text of that program as one that has no file yet, so that it may be changed, and
    /// saved elsewhere.
    bool open(const QString &path);
    /// Begins a small scenario of its own.
    bool newScenario();
    bool save();
    bool saveAs();
    bool saveAs(const QString &path);
    /// Takes the file's text again, after asking.
    bool revert();
    /// Asks whether a file may be replaced, if it is there: for names that were completed behind the file dialog's
    /// back.
    bool mayReplace(const QString &path) const;
    bool isModified() const;
    /// The name of the text, with a dot if it was changed; empty if there is none.
    QString documentHint() const;
    /// Writes what is set by knobs into the text, as one step of undo.
    bool writeKnobs();
    /// Saves the run at hand as a trace, in the background; traceSaved() or failed() tells how it went. The name gets
    /// `.coro.jsonl` if it is no name of a trace, and then a file of that name is asked about.
    void saveTrace(const QString &path);

    // --- The run. ---

    /// What the window shows from now on. The run before becomes the ghost if this one came from a knob.
    void setRun(const std::shared_ptr<const EventStore> &store, const std::shared_ptr<Intervals> &intervals);
    /// The run went on; once a frame.
    void refresh();
    /// The run that stands behind the one at hand; null if none does.
    const Intervals *ghost() const { return m_ghost.intervals.get(); }
    /// Returns whether there was one.
    bool dismissGhost();
    /// Esc in this widget dismisses the ghost, before it does anything else.
    void dismissGhostFrom(QWidget *widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// To be drawn behind the run, or none any more. The one before lives until the signal was handled.
    void ghostChanged(const coroscope::Intervals *ghost);
    /// documentHint(), isModified() or the path are other ones.
    void documentChanged();
    void saved(const QString &path);
    void traceSaved(const QString &path);
    void failed(const QString &summary, const QString &details);
    /// Something for the line at the foot of the window.
    void noted(const QString &text);

private:
    struct Run {
        std::shared_ptr<const EventStore> store; // outlives the intervals
        std::shared_ptr<Intervals> intervals;
        RunSettings settings;
    };

    void connectDocument();
    void connectKnobs();
    bool openCopy(const QString &name);
    void takeText();
    void takeChecked();
    void takeStore();
    void takeDiskChange();
    void setGhost(Run run);
    void updateGhostText();
    QString ghostSettings() const;
    QString fileValue(const QString &name) const;

    Session &m_session;
    QPointer<QWidget> m_window;
    ScenarioPanel *m_scenarioPanel;
    KnobsPanel *m_knobsPanel;
    GhostBar *m_ghostBar;
    Questions m_questions;
    Run m_run;
    Run m_ghost;
    std::map<QString, QString> m_fileValues;
    std::optional<std::uint64_t> m_fileSeed;
    bool m_isTakingText = false;
};

} // namespace coroscope
