// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench.h"

#include "app/session.h"
#include "ui/panels/ghostbar.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QLocale>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr std::size_t eventsOfGhost = 100'000; ///< that it takes in a frame, if it was left before its end

/// A length in three digits: `3.17 s`.
QString shortLength(Nanoseconds length)
{
    const auto digits = [](double value, const QString &unit) {
        const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return QLocale::c().toString(value, 'f', decimals) + u' ' + unit;
    };
    const auto value = static_cast<double>(length);
    if (length >= nsPerSecond)
        return digits(value / 1e9, u"s"_s);
    if (length >= 1'000'000)
        return digits(value / 1e6, u"ms"_s);
    return length == 0 ? u"0 s"_s : digits(value / 1e3, u"µs"_s);
}

QString outcomeNote(const Intervals &intervals)
{
    switch (intervals.outcome().value_or(RunOutcome::Returned)) {
    case RunOutcome::Returned:
        return {};
    case RunOutcome::Failed:
        return Workbench::tr("failed");
    case RunOutcome::Deadlock:
        return Workbench::tr("deadlock");
    case RunOutcome::Stopped:
        return Workbench::tr("stopped");
    }
    return {};
}

QString makespan(const Intervals &intervals)
{
    const QString note = outcomeNote(intervals);
    const QString length = shortLength(intervals.end());
    return note.isEmpty() ? length : length + u" ("_s + note + u')';
}

QString change(Nanoseconds before, Nanoseconds after)
{
    if (before == after)
        return Workbench::tr("the same");
    if (before == 0)
        return {};
    const double share = 100 * (static_cast<double>(after) / static_cast<double>(before) - 1);
    const double size = std::abs(share);
    const QString number = QLocale::c().toString(size, 'f', size < 10 ? 1 : 0);
    return (share < 0 ? u"−"_s : u"+"_s) + number + u" %"_s;
}

Workbench::Questions dialogs(const QPointer<QWidget> &window)
{
    Workbench::Questions questions;
    questions.save = [window](const QString &text) {
        const auto answer =
            QMessageBox::warning(window, Workbench::tr("Unsaved changes"), text,
                                 QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
        return answer == QMessageBox::Save      ? Workbench::Answer::Save
               : answer == QMessageBox::Discard ? Workbench::Answer::Discard
                                                : Workbench::Answer::Cancel;
    };
    questions.reload = [window](const QString &text) {
        return QMessageBox::question(window, Workbench::tr("Changed on disk"), text, QMessageBox::Yes | QMessageBox::No,
                                     QMessageBox::No) == QMessageBox::Yes;
    };
    questions.replace = [window](const QString &text) {
        return QMessageBox::warning(window, Workbench::tr("Replace a file"), text, QMessageBox::Yes | QMessageBox::No,
                                    QMessageBox::No) == QMessageBox::Yes;
    };
    questions.path = [window](const QString &suggested) {
        return QFileDialog::getSaveFileName(window, Workbench::tr("Save scenario"), suggested,
                                            Workbench::tr("Scenarios (*.yaml *.yml)"));
    };
    return questions;
}

} // namespace

Workbench::Workbench(Session &session, Viewport &view, QWidget *window)
    : QObject(window), m_session(session), m_window(window), m_scenarioPanel(new ScenarioPanel(view, window)),
      m_knobsPanel(new KnobsPanel(window)), m_ghostBar(new GhostBar(window)), m_questions(dialogs(m_window))
{
    connectDocument();
    connectKnobs();
    connect(m_ghostBar, &GhostBar::dismissed, this, &Workbench::dismissGhost);
    connect(&session, &Session::storeChanged, this, &Workbench::takeStore);
    session.setLeaveQuestion([this] { return mayLeave(); });
    takeText();
}

Workbench::~Workbench() { m_session.setLeaveQuestion({}); }

void Workbench::connectDocument()
{
    ScenarioDocument &document = m_session.document();
    connect(&document, &ScenarioDocument::replaced, this, &Workbench::takeText);
    connect(&document, &ScenarioDocument::modifiedChanged, this, &Workbench::documentChanged);
    connect(&document, &ScenarioDocument::pathChanged, this, [this] {
        m_scenarioPanel->setName(m_session.document().name());
        Q_EMIT documentChanged();
    });
    connect(&document, &ScenarioDocument::changedOnDisk, this, &Workbench::takeDiskChange);
    connect(m_scenarioPanel, &ScenarioPanel::textEdited, this,
            [this] { m_session.document().setText(m_scenarioPanel->text()); });
    connect(m_scenarioPanel, &ScenarioPanel::checked, this, &Workbench::takeChecked);
}

void Workbench::connectKnobs()
{
    connect(m_knobsPanel, &KnobsPanel::knobChosen, this, [this](const QString &name, const QString &value) {
        RunSettings settings = m_session.settings();
        if (value == fileValue(name))
            settings.knobs.erase(name);
        else
            settings.knobs[name] = value;
        m_session.setSettings(settings);
        m_session.rerun();
    });
    connect(m_knobsPanel, &KnobsPanel::seedChosen, this, [this](quint64 seed) {
        RunSettings settings = m_session.settings();
        settings.seed = seed == m_fileSeed ? std::nullopt : std::optional<std::uint64_t>(seed);
        m_session.setSettings(settings);
        m_session.rerun();
    });
    connect(m_knobsPanel, &KnobsPanel::resetRequested, this, [this] {
        m_session.setSettings({});
        m_session.rerun();
    });
    connect(m_knobsPanel, &KnobsPanel::writeRequested, this, &Workbench::writeKnobs);
    connect(&m_session, &Session::settingsChanged, this, [this] {
        const RunSettings settings = m_session.settings();
        m_knobsPanel->setValues(settings.knobs, settings.seed);
    });
}

void Workbench::setTheme(ThemeKind kind)
{
    m_scenarioPanel->setTheme(kind);
    m_knobsPanel->setTheme(kind);
}

/// The document has another text, which did not come from the editor.
void Workbench::takeText()
{
    dismissGhost();
    const ScenarioDocument &document = m_session.document();
    m_isTakingText = true;
    if (document.isOpen())
        m_scenarioPanel->setScenario(document.text(), document.name());
    else
        m_scenarioPanel->setNoScenario();
    m_isTakingText = false;
    if (!m_scenarioPanel->checker().scenario()) {
        m_knobsPanel->setScenario(nullptr);
        m_fileValues.clear();
    }
    takeChecked();
    Q_EMIT documentChanged();
}

void Workbench::takeChecked()
{
    if (m_isTakingText)
        return;
    const auto scenario = m_scenarioPanel->checker().scenario();
    m_knobsPanel->setWaiting(m_scenarioPanel->hasScenario() && !scenario && !m_scenarioPanel->checker().isBusy());
    if (!scenario && m_scenarioPanel->hasScenario() && !m_knobsPanel->knobs().empty())
        return;
    m_knobsPanel->setScenario(scenario);
    if (!scenario)
        return;
    // Whoever writes another value into the text means that one, and not the knob's from before.
    std::map<QString, QString> fileValues;
    for (const KnobWidget *knob : m_knobsPanel->knobs())
        fileValues[knob->name()] = knob->fileValue();
    RunSettings settings = m_session.settings();
    for (auto knob = settings.knobs.begin(); knob != settings.knobs.end();) {
        const auto now = fileValues.find(knob->first);
        const auto before = m_fileValues.find(knob->first);
        const bool stays = now != fileValues.end() && (before == m_fileValues.end() || before->second == now->second);
        knob = stays ? std::next(knob) : settings.knobs.erase(knob);
    }
    if (m_fileSeed && m_fileSeed != scenario->seed)
        settings.seed.reset();
    m_fileValues = std::move(fileValues);
    m_fileSeed = scenario->seed;
    m_session.setSettings(settings);
    m_knobsPanel->setValues(settings.knobs, settings.seed);
}

void Workbench::takeStore()
{
    if (!m_session.document().isOpen()) {
        if (m_scenarioPanel->hasScenario())
            takeText();
    } else if (m_session.store()) {
        m_scenarioPanel->rememberLines();
    }
}

QString Workbench::fileValue(const QString &name) const
{
    const auto found = m_fileValues.find(name);
    return found != m_fileValues.end() ? found->second : QString();
}

void Workbench::setRun(const std::shared_ptr<const EventStore> &store, const std::shared_ptr<Intervals> &intervals)
{
    const Run before = std::exchange(m_run, {store, intervals, m_session.shownSettings()});
    if (store && m_session.isRerun() && before.intervals && !m_ghost.intervals)
        setGhost(before);
    else if (!store || !m_session.canRun())
        dismissGhost();
    updateGhostText();
}

void Workbench::setGhost(Run run)
{
    // The old one has to live until nobody draws it any more.
    const Run before = std::exchange(m_ghost, std::move(run));
    Q_EMIT ghostChanged(m_ghost.intervals.get());
    updateGhostText();
}

bool Workbench::dismissGhost()
{
    if (!m_ghost.intervals)
        return false;
    setGhost({});
    return true;
}

void Workbench::refresh()
{
    if (!m_ghost.intervals)
        return;
    if (m_ghost.intervals->isBehind() && m_ghost.intervals->update(eventsOfGhost))
        Q_EMIT ghostChanged(m_ghost.intervals.get());
    updateGhostText();
}

QString Workbench::ghostSettings() const
{
    const RunSettings &then = m_ghost.settings;
    const RunSettings &now = m_run.settings;
    QStringList parts;
    for (const auto &[name, inFile] : m_fileValues) {
        const auto valueIn = [&name = name, &inFile = inFile](const RunSettings &settings) {
            const auto knob = settings.knobs.find(name);
            return knob != settings.knobs.end() ? knob->second : inFile;
        };
        if (valueIn(then) != valueIn(now))
            parts += name + u" = "_s + valueIn(then);
    }
    if (then.seed != now.seed)
        parts += tr("seed = %1").arg(then.seed.value_or(m_fileSeed.value_or(0)));
    return parts.isEmpty() ? tr("ghost: the run before") : tr("ghost: %1").arg(parts.join(u", "_s));
}

void Workbench::updateGhostText()
{
    if (!m_ghost.intervals || !m_run.intervals) {
        m_ghostBar->setText({});
        return;
    }
    const Intervals &then = *m_ghost.intervals;
    const Intervals &now = *m_run.intervals;
    QString text;
    if (!now.outcome() || now.isBehind()) {
        text = tr("makespan %1 → …").arg(makespan(then));
    } else {
        const QString difference = change(then.end(), now.end());
        text = tr("makespan %1 → %2").arg(makespan(then), makespan(now));
        if (!difference.isEmpty())
            text += u" ("_s + difference + u')';
    }
    m_ghostBar->setText(tr("%1, %2").arg(text, ghostSettings()));
}

void Workbench::dismissGhostFrom(QWidget *widget) { widget->installEventFilter(this); }

bool Workbench::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier && dismissGhost())
            return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coroscope
