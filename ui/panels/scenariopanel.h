// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"
#include "ui/panels/helppages.h"
#include "ui/panels/panel.h"
#include "ui/panels/scenariochecker.h"
#include "ui/panels/sourcelines.h"

#include <memory>

class QLabel;
class QPushButton;

namespace coroscope
{

class FindBar;
class ScenarioEditor;

/// The text of the scenario, beside the run that came from it: the line that runs at the cursor is lit, and that of the
/// selected interval; a line that is clicked lights its intervals in the timeline. Faults are shown while it is typed.
class ScenarioPanel : public Panel
{
    Q_OBJECT

public:
    explicit ScenarioPanel(Viewport &view, QWidget *parent = nullptr);

    /// Shows a text; `name` is its file, which traces and faults name.
    void setScenario(const QString &text, const QString &name);
    /// There is no text at hand: a note says so instead, calmly. What was there is gone.
    void setNoScenario();
    bool hasScenario() const { return m_hasScenario; }
    /// The file has another name from now on.
    void setName(const QString &name);
    QString text() const;

    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;
    /// The text as it is now is what a run that begins is made of: its lines are those of the trace.
    void rememberLines();

    ScenarioEditor *editor() const { return m_editor; }
    FindBar *findBar() const { return m_findBar; }
    const ScenarioChecker &checker() const { return *m_checker; }
    /// Checks now what would be checked a little later.
    void checkNow() { m_checker->flush(); }
    /// The help on the fault at the caret, else on the step there, else on the format.
    HelpPlace helpPlace() const;
    QString noteText() const;
    QString statusText() const;

    QSize sizeHint() const override { return {320, 480}; }

Q_SIGNALS:
    /// A person, or a function of the editor, changed the text.
    void textEdited();
    /// The help on a fault is wanted.
    void helpRequested(const HelpPlace &place);
    /// The text was checked: the scenario, or null if it has faults.
    void checked();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void check();
    void takeFaults();
    const Fault *faultAtCaret() const;
    void requestHelp();
    void updateLines();
    void updateNote();
    void light(int line);
    void clearLight();
    std::optional<int> lineOf(TaskId task, const Moment &moment) const;
    std::optional<int> lineOf(SourceId source) const;

    ScenarioEditor *m_editor;
    FindBar *m_findBar;
    QLabel *m_note;
    QPushButton *m_status;
    QPushButton *m_faultHelp;
    ScenarioChecker *m_checker;
    SourceLines m_sources;
    const Intervals *m_intervals = nullptr;
    QString m_name;
    bool m_hasScenario = false;
    bool m_isLoading = false; // the text changes because another one is shown
    bool m_hasLit = false;
    bool m_isStale = false; // something changed while it was hidden
};

} // namespace coroscope
