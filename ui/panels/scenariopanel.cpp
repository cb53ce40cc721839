// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenariopanel.h"

#include "core/scenario/scenariowords.h"
#include "core/trace/eventstore.h"
#include "ui/panels/findbar.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenarionames.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

ScenarioPanel::ScenarioPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_editor(new ScenarioEditor(this)), m_findBar(new FindBar(*m_editor, this)),
      m_note(new QLabel(this)), m_status(new QPushButton(this)), m_faultHelp(new QPushButton(this)),
      m_checker(new ScenarioChecker(this))
{
    setObjectName(u"scenarioPanel"_s);
    m_note->setObjectName(u"panelNote"_s);
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_note->setContentsMargins(12, 8, 12, 8);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_status->setObjectName(u"faultStatus"_s);
    m_status->setFlat(true);
    m_status->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_status->setToolTip(tr("Go to the next fault (F8)"));
    m_faultHelp->setObjectName(u"faultHelp"_s);
    m_faultHelp->setFlat(true);
    m_faultHelp->setText(tr("F1 helps"));
    m_faultHelp->setToolTip(tr("What the fault at the caret means, and how to mend it (F1)"));
    auto *faults = new QHBoxLayout;
    faults->setSpacing(0);
    faults->addWidget(m_status, 1);
    faults->addWidget(m_faultHelp);
    m_status->hide();
    m_faultHelp->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_findBar);
    layout->addLayout(faults);
    layout->addStretch();
    setFocusProxy(m_editor);

    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (m_isLoading)
            return;
        clearLight();
        check();
        // Later: the editor does not know yet where its lines went.
        QMetaObject::invokeMethod(this, &ScenarioPanel::updateLines, Qt::QueuedConnection);
        Q_EMIT textEdited();
    });
    connect(m_checker, &ScenarioChecker::checked, this, &ScenarioPanel::takeFaults);
    connect(m_status, &QPushButton::clicked, m_editor, &ScenarioEditor::goToNextFault);
    connect(m_faultHelp, &QPushButton::clicked, this, &ScenarioPanel::requestHelp);
    connect(m_editor, &ScenarioEditor::lineChosen, this, &ScenarioPanel::light);
    connect(m_editor, &ScenarioEditor::findRequested, m_findBar, [this] { m_findBar->open(false); });
    connect(m_editor, &ScenarioEditor::replaceRequested, m_findBar, [this] { m_findBar->open(true); });
    connect(m_editor, &ScenarioEditor::findNextRequested, m_findBar, &FindBar::find);
    connect(m_editor, &ScenarioEditor::escapePressed, this, [this] {
        if (m_findBar->isVisible())
            m_findBar->close();
        else
            clearLight();
    });
    connect(&view, &Viewport::cursorChanged, this, &ScenarioPanel::updateLines);
    connect(&view, &Viewport::selectionChanged, this, &ScenarioPanel::updateLines);
    setNoScenario();
}

void ScenarioPanel::setScenario(const QString &text, const QString &name)
{
    m_hasScenario = true;
    m_name = name;
    m_isLoading = true;
    m_editor->setScenario(text);
    m_isLoading = false;
    m_sources.setTrace(m_intervals ? &m_intervals->store() : nullptr, m_name);
    check();
    m_checker->flush();
    updateNote();
    updateLines();
}

void ScenarioPanel::setNoScenario()
{
    m_hasScenario = false;
    m_name.clear();
    m_isLoading = true;
    m_editor->setScenario({});
    m_isLoading = false;
    m_checker->cancel();
    takeFaults();
    m_sources.setTrace(m_intervals ? &m_intervals->store() : nullptr, m_name);
    updateNote();
}

void ScenarioPanel::setName(const QString &name)
{
    m_name = name;
    m_sources.setTrace(m_intervals ? &m_intervals->store() : nullptr, m_name);
    updateLines();
}

QString ScenarioPanel::text() const { return m_editor->text(); }
QString ScenarioPanel::noteText() const { return m_note->isHidden() ? QString() : m_note->text(); }
QString ScenarioPanel::statusText() const { return m_status->isHidden() ? QString() : m_status->text(); }

void ScenarioPanel::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    m_sources.setTrace(m_intervals ? &m_intervals->store() : nullptr, m_name);
    clearLight();
    updateNote();
    updateLines();
}

void ScenarioPanel::refresh()
{
    const bool named = m_sources.namesFile();
    m_sources.refresh();
    if (!m_hasScenario && named != m_sources.namesFile())
        updateNote();
    updateLines();
}

void ScenarioPanel::setTheme(ThemeKind kind) { m_editor->setTheme(kind); }

void ScenarioPanel::rememberLines() { m_editor->rememberLines(); }

void ScenarioPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (m_isStale)
        updateLines();
}

void ScenarioPanel::check()
{
    m_checker->check([this] { return m_editor->text(); }, m_name);
}

void ScenarioPanel::takeFaults()
{
    m_editor->setFaults(m_checker->faults());
    const auto count = static_cast<int>(m_checker->faults().size());
    m_status->setText(tr("%1 · F8 goes to the next").arg(count == 1 ? tr("1 fault") : tr("%1 faults").arg(count)));
    m_status->setVisible(count > 0);
    m_faultHelp->setVisible(count > 0);
    Q_EMIT checked();
}

const Fault *ScenarioPanel::faultAtCaret() const
{
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    const auto &faults = m_editor->faults();
    const auto found =
        std::ranges::find_if(faults, [line](const Fault &fault) { return std::max(fault.line, 1) == line + 1; });
    return found == faults.end() ? nullptr : &*found;
}

HelpPlace ScenarioPanel::helpPlace() const
{
    if (const Fault *const fault = faultAtCaret(); fault && fault->kind != FaultKind::None)
        return {u"errors"_s, faultSection(fault->kind)};
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    // An option belongs to the step that stands above it.
    for (const int at : {line + 1, m_editor->itemOf(line + 1)}) {
        static const QRegularExpression word(u"^\\s*(?:- )*([a-z_]+)(?::|\\s*$)"_s);
        const QString key = word.match(m_editor->text(at - 1)).captured(1);
        if (findVerb(key) && sectionAt(m_editor->lines(), line) != u"params")
            return {u"steps"_s, key};
    }
    const QString section = sectionAt(m_editor->lines(), line);
    const HelpPlace place{u"scenario-format"_s, section};
    return HelpPages().contains(place) ? place : HelpPlace{u"scenario-format"_s, {}};
}

/// Of the fault at the caret; where none is there, of the first.
void ScenarioPanel::requestHelp()
{
    const auto &faults = m_editor->faults();
    const Fault *fault = faultAtCaret();
    if (!fault && !faults.empty())
        fault = &faults.front();
    if (fault)
        Q_EMIT helpRequested({u"errors"_s, faultSection(fault->kind)});
}

void ScenarioPanel::updateNote()
{
    m_editor->setVisible(m_hasScenario);
    m_note->setVisible(!m_hasScenario);
    if (m_hasScenario)
        return;
    m_findBar->hide();
    if (!m_intervals)
        m_note->setText(tr("No scenario is open. File ▸ New begins one, File ▸ Open takes one from a file."));
    else if (m_sources.anyFile().isEmpty())
        m_note->setText(tr("This is a trace. It does not say from which lines of a program it came."));
    else
        m_note->setText(tr("This is a trace of %1. Its text is not part of the trace.").arg(m_sources.anyFile()));
}

std::optional<int> ScenarioPanel::lineOf(SourceId source) const
{
    const int line = m_sources.lineOf(source);
    return line > 0 ? m_editor->drift().now(line) : std::nullopt;
}

std::optional<int> ScenarioPanel::lineOf(TaskId task, const Moment &moment) const
{
    return task ? lineOf(sourceAt(*m_intervals, task, moment)) : std::nullopt;
}

void ScenarioPanel::updateLines()
{
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    if (!m_intervals || !m_hasScenario || !m_sources.namesFile()) {
        m_editor->setRunningLine({});
        m_editor->setSelectedLine({});
        return;
    }
    const EventStore &store = m_intervals->store();
    Moment moment = view().moment(store);
    moment.events = std::min(moment.events, m_intervals->eventCount());
    // A live run stands between two steps nearly all of the time: its last one is what moves.
    const bool isLive = !view().cursor() && !m_intervals->outcome();
    const TaskId running = isLive ? lastTask(store, moment) : runningTask(store, moment);
    const TaskId selected = view().selection().task;
    std::optional<int> selectedLine;
    if (const auto event = view().selectedInterval(); event && *event < store.size())
        selectedLine = lineOf(store.event(*event).at);
    if (!selectedLine)
        selectedLine = lineOf(selected, moment);
    const auto before = m_editor->selectedLine();
    m_editor->setRunningLine(lineOf(running, moment));
    m_editor->setSelectedLine(selectedLine);
    // The text follows what a person points at, and stays where it is while they work in it.
    if (selectedLine && selectedLine != before && !m_editor->hasFocus())
        m_editor->showLine(*selectedLine);
}

void ScenarioPanel::light(int line)
{
    if (!m_intervals)
        return;
    m_sources.refresh();
    const auto idsOf = [this](int from, int to) {
        std::vector<SourceId> ids;
        for (int at = from; at <= to; ++at) {
            const auto old = m_editor->drift().before(at);
            const auto more = old ? m_sources.idsOf(*old, *old) : std::vector<SourceId>();
            ids.insert(ids.end(), more.begin(), more.end());
        }
        return ids;
    };
    std::vector<SourceId> ids = idsOf(line, line);
    if (ids.empty()) {
        // A line that only opens a block stands for it, an option for its step.
        const auto [first, last] = m_editor->blockOf(line);
        ids = last > first ? idsOf(first, last) : idsOf(m_editor->itemOf(line), m_editor->itemOf(line));
    }
    m_hasLit = !ids.empty();
    view().setLitSources(std::move(ids));
}

void ScenarioPanel::clearLight()
{
    if (std::exchange(m_hasLit, false))
        view().setLitSources({});
}

} // namespace coroscope
