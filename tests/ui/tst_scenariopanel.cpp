// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recorder.h"
#include "core/scenario/runner.h"
#include "core/scenario/scenariofile.h"
#include "ui/panels/findbar.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr const char *permits = R"(coroscope: 1
title: Permits
objects:
  sem: Semaphore(1)
coroutines:
  job(i):
    - with: sem
      do:
        - sleep: 1
    - wait_for: other()
      timeout: 5
  other:
    - sleep: 2
main:
  - gather: job(i)
    for: i in range(3)
)";

constexpr int faultIndicator = 8;

/// The trace of a run of a text.
std::shared_ptr<EventStore> traceOf(const QByteArray &text, const QString &name)
{
    LoadedScenario loaded = loadScenarioText(text, name);
    if (!loaded.ok())
        qFatal("%s", qPrintable(loaded.faults.front().text()));
    auto store = std::make_shared<EventStore>();
    Recorder recorder(*store);
    RunOptions options;
    options.instrument = &recorder;
    auto run = ScenarioRun::create(std::shared_ptr<const Scenario>(std::move(loaded.scenario)), options);
    if (!run.ok())
        qFatal("%s", qPrintable(run.fault().text()));
    run.value()->runToEnd();
    return store;
}

/// The index of the event of a type about a task, counted from 0.
std::size_t indexOf(const EventStore &store, EventType type, TaskId task, int skipped = 0)
{
    for (std::size_t index = 0; index < store.size(); ++index) {
        if (store.type(index) == type && store.task(index) == task && skipped-- == 0)
            return index;
    }
    qFatal("no such event");
}

/// The places that ids stand for, without the file.
QStringList placesOf(const EventStore &store, const std::vector<SourceId> &ids)
{
    QStringList places;
    for (const SourceId id : ids)
        places += QString::fromStdString(std::string(store.source(id))).section(u':', -1);
    return places;
}

/// What is underlined in a line.
QString underlined(const ScenarioEditor &editor, int line)
{
    QString marked;
    const QString text = editor.text(line - 1);
    for (int index = 0; index < text.size(); ++index) {
        const long position = editor.positionFromLineIndex(line - 1, index);
        if (editor.SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, faultIndicator, position) != 0)
            marked += text[index];
    }
    return marked;
}

} // namespace

/// The editor beside a run: faults as they are typed, lines that light up, and the keys.
class TestScenarioPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<Viewport>();
        m_panel = std::make_unique<ScenarioPanel>(*m_view);
        m_panel->resize(400, 500);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_editor = m_panel->editor();
    }
    void cleanup()
    {
        m_panel->setIntervals(nullptr);
        m_panel.reset();
        m_intervals.reset();
        m_store.reset();
    }

    void editorsCanBeMadeWithoutEnd()
    {
        // With the styles that QScintilla gives by itself the 25th aborted the program.
        for (int i = 0; i < 60; ++i) {
            const ScenarioEditor editor;
            QVERIFY(editor.text().isEmpty());
        }
    }

    void faultsAreUnderlinedAsTheTextIsTyped()
    {
        m_panel->setScenario(QString::fromUtf8(permits), u"permits.yaml"_s);
        QCOMPARE(m_panel->statusText(), QString());
        QVERIFY(m_panel->checker().scenario());
        QSignalSpy edited(m_panel.get(), &ScenarioPanel::textEdited);
        m_editor->setCursorPosition(8, 15);
        QTest::keyClick(m_editor, Qt::Key_Backspace);
        QVERIFY(edited.size() > 0);
        m_panel->checkNow();
        QCOMPARE(m_panel->statusText(), u"1 fault · F8 goes to the next"_s);
        QCOMPARE(m_editor->faultAt(9), u"unknown step 'slep'; did you mean 'sleep'?"_s.replace(u"slep"_s, u"slee"_s));
        QCOMPARE(underlined(*m_editor, 9), u"slee"_s);
        QVERIFY(m_editor->markersAtLine(8) & 1U << ScenarioEditor::FaultMark);
        QCOMPARE(m_editor->annotation(8).simplified(), u"unknown step 'slee'; did you mean 'sleep'?"_s);
        QVERIFY(!m_panel->checker().scenario());
        QTest::keyClicks(m_editor, u"p"_s);
        m_panel->checkNow();
        QCOMPARE(m_panel->statusText(), QString());
        QCOMPARE(underlined(*m_editor, 9), QString());
        QCOMPARE(m_editor->annotation(8), QString());
        QCOMPARE(m_panel->text(), QString::fromUtf8(permits));
    }

    void theNextFaultIsReachedByKey()
    {
        m_panel->setScenario(u"coroscope: 1\nmian: 3\nmain:\n  - slep: 1\n"_s, u"a.yaml"_s);
        QCOMPARE(m_panel->statusText(), u"2 faults · F8 goes to the next"_s);
        QList<int> lines;
        for (int times = 0; times < 3; ++times) {
            QTest::keyClick(m_editor, Qt::Key_F8);
            int line = 0;
            int column = 0;
            m_editor->getCursorPosition(&line, &column);
            lines += line + 1;
        }
        QCOMPARE(lines, QList<int>({2, 4, 2}));
    }

    void aLargeTextIsCheckedInTheBackground()
    {
        QString text = u"coroscope: 1\nmain:\n"_s;
        while (text.size() < 2 * ScenarioChecker::largeText)
            text += u"  - log: one more line\n"_s;
        m_panel->setScenario(text + u"  - slep: 1\n"_s, u"a.yaml"_s);
        QVERIFY(m_panel->checker().isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!m_panel->checker().isBusy(), 120'000);
        QCOMPARE(m_editor->faults().size(), std::size_t(1));
    }

    void theLineThatRunsAndThatOfTheSelectionAreLit()
    {
        show();
        const TaskId first(2);
        m_view->setCursor(momentAfter(*m_store, indexOf(*m_store, EventType::TaskRunning, first, 1)));
        // It slept in line 9 and goes on from there.
        QCOMPARE(m_editor->runningLine(), std::optional<int>(9));
        QCOMPARE(m_editor->selectedLine(), std::nullopt);
        m_view->select({TaskId(3), {}});
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(7));
        m_view->setCursor(nsPerSecond / 2);
        QCOMPARE(m_editor->runningLine(), std::nullopt);
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(7));
        m_view->select({first, {}});
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(9));
        // An interval that is selected says more than the cursor.
        m_view->selectInterval(TaskId(3),
                               static_cast<std::uint32_t>(indexOf(*m_store, EventType::TaskWaiting, TaskId(3), 1)));
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(9));
    }

    void linesAboveThatCameInLaterDoNotLeadAstray()
    {
        show();
        m_view->select({TaskId(3), {}});
        m_view->setCursor(nsPerSecond / 2);
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(7));
        m_editor->insertAt(u"# one\n# two\n"_s, 1, 0);
        QTRY_COMPARE(m_editor->selectedLine(), std::optional<int>(9));
        m_editor->undo();
        QTRY_COMPARE(m_editor->selectedLine(), std::optional<int>(7));
    }

    void aClickOnALineLightsItsIntervals_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QStringList>("places");
        QTest::newRow("a step") << 9 << QStringList{u"9"_s};
        QTest::newRow("a step with steps in it") << 7 << QStringList{u"7"_s};
        QTest::newRow("an option") << 16 << QStringList{u"15"_s};
        QTest::newRow("a key that opens steps") << 8 << QStringList{u"9"_s};
        QTest::newRow("a coroutine") << 6 << QStringList{u"7"_s, u"9"_s};
        QTest::newRow("nothing") << 2 << QStringList();
    }
    void aClickOnALineLightsItsIntervals()
    {
        QFETCH(const int, line);
        QFETCH(const QStringList, places);
        show();
        m_editor->setFocus();
        click(line);
        QTRY_COMPARE(placesOf(*m_store, m_view->litSources()), places);
        QTest::keyClick(m_editor, Qt::Key_Escape);
        QVERIFY(m_view->litSources().empty());
    }

    void typingLightsNothing()
    {
        show();
        m_editor->setFocus();
        click(9);
        QTRY_VERIFY(!m_view->litSources().empty());
        QTest::keyClicks(m_editor, u"1"_s);
        QVERIFY(m_view->litSources().empty());
    }

    void aTraceOfAnotherFileIsNotMistakenForTheText()
    {
        show(u"other.yaml"_s);
        m_view->setCursor(nsPerSecond / 2);
        m_view->select({TaskId(3), {}});
        QCOMPARE(m_editor->selectedLine(), std::nullopt);
        m_editor->setFocus();
        click(9);
        QVERIFY(m_view->litSources().empty());
        m_panel->setName(u"/elsewhere/other.yaml"_s);
        QCOMPARE(m_editor->selectedLine(), std::optional<int>(7));
    }

    void aTraceWithoutItsTextIsToldCalmly()
    {
        QCOMPARE(m_panel->noteText(),
                 u"No scenario is open. File ▸ New begins one, File ▸ Open takes one from a file."_s);
        show();
        QCOMPARE(m_panel->noteText(), QString());
        m_panel->setNoScenario();
        QCOMPARE(m_panel->noteText(), u"This is a trace of permits.yaml. Its text is not part of the trace."_s);
        QVERIFY(!m_editor->isVisible());
        QCOMPARE(m_editor->selectedLine(), std::nullopt);
    }

    void enterGoesOnWithAList()
    {
        m_panel->setScenario(u"coroscope: 1\nmain:"_s, u"a.yaml"_s);
        m_editor->setCursorPosition(1, 5);
        for (const QString &typed : {u"log: a"_s, u"try:"_s, u"pass"_s}) {
            QTest::keyClick(m_editor, Qt::Key_Return);
            QTest::keyClicks(m_editor, typed);
            m_editor->SendScintilla(QsciScintillaBase::SCI_AUTOCCANCEL);
        }
        QTest::keyClick(m_editor, Qt::Key_Return);
        QCOMPARE(m_panel->text(), u"coroscope: 1\nmain:\n  - log: a\n  - try:\n      - pass\n      - "_s);
        QTest::keyClick(m_editor, Qt::Key_Return);
        QCOMPARE(m_panel->text(), u"coroscope: 1\nmain:\n  - log: a\n  - try:\n      - pass\n    "_s);
        QTest::keyClicks(m_editor, u"finally:"_s);
        m_editor->SendScintilla(QsciScintillaBase::SCI_AUTOCCANCEL);
        QTest::keyClick(m_editor, Qt::Key_Return);
        QTest::keyClick(m_editor, Qt::Key_Backspace);
        QCOMPARE(m_panel->text().section(u'\n', -2), u"    finally:\n        "_s);
    }

    void commentsComeAndGoByKey()
    {
        const QString text = u"main:\n  - log: a\n\n    as: b\n"_s;
        m_panel->setScenario(text, u"a.yaml"_s);
        m_editor->setSelection(1, 0, 3, 3);
        QTest::keyClick(m_editor, Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(m_panel->text(), u"main:\n  # - log: a\n\n  #   as: b\n"_s);
        QTest::keyClick(m_editor, Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(m_panel->text(), text);
        m_editor->undo();
        QCOMPARE(m_panel->text(), u"main:\n  # - log: a\n\n  #   as: b\n"_s);
        m_editor->undo();
        QCOMPARE(m_panel->text(), text);
        QVERIFY(!m_editor->isUndoAvailable());
    }

    void ctrlTabLeavesTheEditor()
    {
        QLineEdit other(m_panel.get());
        other.show();
        m_panel->setScenario(u"main:\n"_s, u"a.yaml"_s);
        m_editor->setFocus();
        QTest::keyClick(m_editor, Qt::Key_Tab);
        QVERIFY(m_editor->hasFocus());
        QCOMPARE(m_panel->text(), u"  main:\n"_s);
        QTest::keyClick(m_editor, Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(!m_editor->hasFocus());
    }

    void textIsFoundAndReplaced()
    {
        m_panel->setScenario(u"one two\ntwo\nthree TWO\n"_s, u"a.yaml"_s);
        FindBar *bar = m_panel->findBar();
        m_editor->setFocus();
        QTest::keyClick(m_editor, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(bar->isVisible());
        QTest::keyClicks(bar->pattern(), u"two"_s);
        QStringList places{selection()};
        for (int times = 0; times < 3; ++times) {
            QTest::keyClick(bar->pattern(), Qt::Key_Return);
            places += selection();
        }
        QTest::keyClick(bar->pattern(), Qt::Key_F3, Qt::ShiftModifier);
        places += selection();
        QCOMPARE(places, QStringList({u"1:4"_s, u"2:0"_s, u"3:6"_s, u"1:4"_s, u"3:6"_s}));
        bar->replacement()->setText(u"2"_s);
        QCOMPARE(bar->replaceAll(), 3);
        QCOMPARE(m_panel->text(), u"one 2\n2\nthree 2\n"_s);
        m_editor->undo();
        QCOMPARE(m_panel->text(), u"one two\ntwo\nthree TWO\n"_s);
        bar->pattern()->setText(u"four"_s);
        QVERIFY(!bar->find(true));
        QCOMPARE(bar->message(), u"not found"_s);
        QTest::keyClick(bar->pattern(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
    }

    void lineEndsStayAsTheyWere()
    {
        m_panel->setScenario(u"main:\r\n  - pass"_s, u"a.yaml"_s);
        m_editor->setCursorPosition(1, 8);
        QTest::keyClick(m_editor, Qt::Key_Return);
        QCOMPARE(m_panel->text(), u"main:\r\n  - pass\r\n  - "_s);
    }

    void aPieceOfALineIsReplacedInOneStep()
    {
        m_panel->setScenario(u"params:\n  p: 𝔘x # c\n"_s, u"a.yaml"_s);
        QVERIFY(!m_editor->replaceAt(2, 6, u"no"_s, u"y"_s));
        QVERIFY(m_editor->replaceAt(2, 7, u"x"_s, u"yz"_s));
        QCOMPARE(m_panel->text(), u"params:\n  p: 𝔘yz # c\n"_s);
        m_editor->undo();
        QCOMPARE(m_panel->text(), u"params:\n  p: 𝔘x # c\n"_s);
    }

    void itsColoursCanBeRead()
    {
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            const EditorColors colors = EditorColors::of(theme(kind));
            for (const QColor &paper : {colors.paper, colors.runningPaper, colors.selectedPaper}) {
                for (const QColor &ink : {colors.key, colors.value, colors.comment, colors.anchor})
                    QVERIFY2(contrastRatio(ink, paper) >= 4.5, qPrintable(ink.name() + u" on "_s + paper.name()));
            }
            QVERIFY(contrastRatio(colors.faultText, colors.faultPaper) >= 4.5);
        }
    }

    void linesDriftAndComeBack()
    {
        LineDrift drift;
        drift.edit(3, 2);
        drift.edit(10, -4);
        QStringList now;
        for (int line : {1, 2, 3, 7, 8, 11, 12})
            now += drift.now(line) ? QString::number(*drift.now(line)) : u"gone"_s;
        QCOMPARE(now, QStringList({u"1"_s, u"2"_s, u"5"_s, u"9"_s, u"gone"_s, u"gone"_s, u"10"_s}));
        QStringList before;
        for (int line : {2, 3, 4, 5, 9, 10})
            before += drift.before(line) ? QString::number(*drift.before(line)) : u"new"_s;
        QCOMPARE(before, QStringList({u"2"_s, u"new"_s, u"new"_s, u"3"_s, u"7"_s, u"12"_s}));
    }

private:
    /// The scenario and a run of it, which took its text for a file of another name if one is given.
    void show(const QString &name = u"permits.yaml"_s)
    {
        m_store = traceOf(permits, name);
        m_intervals = std::make_unique<Intervals>(*m_store);
        m_intervals->update();
        m_panel->setScenario(QString::fromUtf8(permits), u"/some/where/permits.yaml"_s);
        m_view->setExtent(m_intervals->end());
        m_panel->setIntervals(m_intervals.get());
        m_panel->refresh();
    }
    void click(int line)
    {
        const long position = m_editor->positionFromLineIndex(line - 1, 4);
        const QPoint point(
            static_cast<int>(m_editor->SendScintilla(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0, position)),
            static_cast<int>(m_editor->SendScintilla(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0, position)) + 5);
        QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, point);
    }
    QString selection() const
    {
        int line = 0;
        int column = 0;
        int toLine = 0;
        int toColumn = 0;
        m_editor->getSelection(&line, &column, &toLine, &toColumn);
        return u"%1:%2"_s.arg(line + 1).arg(column);
    }

    std::unique_ptr<Viewport> m_view;
    std::unique_ptr<ScenarioPanel> m_panel;
    ScenarioEditor *m_editor = nullptr;
    std::shared_ptr<EventStore> m_store;
    std::unique_ptr<Intervals> m_intervals;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestScenarioPanel)
#include "tst_scenariopanel.moc"
