// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariosession.h"
#include "app/workbench.h"
#include "core/trace/tracefile.h"
#include "tests/app/support/runs.h"
#include "ui/panels/ghostbar.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"
#include "ui/timeline/viewport.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 120'000; // a guard against hanging

constexpr const char *permits = "# The work.\n"
                                "coroscope: 1\n"
                                "title: Permits\n"
                                "params:\n"
                                "  permits: {value: 2, min: 1, max: 8}  # at once\n"
                                "objects:\n"
                                "  sem: Semaphore(permits)\n"
                                "coroutines:\n"
                                "  job(i):\n"
                                "    - with: sem\n"
                                "      do:\n"
                                "        - sleep: 1\n"
                                "main:\n"
                                "  - gather: job(i)\n"
                                "    for: i in range(8)\n";

} // namespace

/// A scenario, its text, its knobs, its runs and its file, as a person works with them.
class TestWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = std::make_unique<ScenarioSession>();
        m_session->setSpeed(0);
        m_view = std::make_unique<Viewport>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(500, 700);
        m_bench = new Workbench(*m_session, *m_view, m_window.get());
        m_asked.clear();
        m_answer = Workbench::Answer::Cancel;
        m_takesOther = false;
        m_chosenPath.clear();
        Workbench::Questions questions;
        questions.save = [this](const QString &text) {
            m_asked += text;
            return m_answer;
        };
        questions.reload = [this](const QString &text) {
            m_asked += text;
            return m_takesOther;
        };
        questions.replace = questions.reload;
        questions.path = [this](const QString &suggested) {
            m_asked += u"path for "_s + QFileInfo(suggested).fileName();
            return m_chosenPath;
        };
        m_bench->setQuestions(questions);
        m_failed = std::make_unique<QSignalSpy>(m_bench, &Workbench::failed);
        // What a window does.
        connect(m_session.get(), &Session::storeChanged, this, [this] {
            const auto store = m_session->store();
            auto intervals = store ? std::make_shared<Intervals>(*store) : nullptr;
            m_bench->scenarioPanel()->setIntervals(intervals.get());
            m_bench->setRun(store, intervals);
            m_intervals = intervals;
        });
    }
    void cleanup()
    {
        m_session->disconnect(this);
        m_bench->scenarioPanel()->setIntervals(nullptr);
        m_window.reset();
        m_intervals.reset();
        m_session.reset();
        m_view.reset();
    }

    void theEditorHasTheTextAndRunsRunIt()
    {
        QVERIFY(m_bench->open(write(permits)));
        QCOMPARE(panel()->text(), QString::fromUtf8(permits));
        QCOMPARE(m_bench->documentHint(), u"test.coro.yaml"_s);
        QCOMPARE(m_bench->knobsPanel()->knobs().size(), std::size_t(1));
        panel()->editor()->replaceAt(12, 18, u"1"_s, u"2"_s);
        QVERIFY(m_bench->isModified());
        QCOMPARE(m_bench->documentHint(), u"test.coro.yaml ●"_s);
        m_session->run();
        finish();
        QCOMPARE(m_intervals->end(), 8 * nsPerSecond);
    }

    void aBrokenTextIsToldAndTheKnobsWait()
    {
        m_bench->open(write(permits));
        QSignalSpy told(m_session.get(), &Session::failed);
        panel()->editor()->replaceAt(12, 11, u"sleep"_s, u"slep"_s);
        panel()->checkNow();
        QCOMPARE(panel()->statusText(), u"1 fault · F8 goes to the next"_s);
        QVERIFY(!m_bench->knobsPanel()->knob(u"permits"_s)->slider()->isEnabled());
        m_session->run();
        QCOMPARE(told.size(), 1);
        QVERIFY(!m_session->store());
        panel()->editor()->undo();
        panel()->checkNow();
        QVERIFY(m_bench->knobsPanel()->knob(u"permits"_s)->slider()->isEnabled());
        QVERIFY(!m_bench->isModified());
    }

    void aKnobRunsAnewAndTheOldRunStandsBehindIt()
    {
        QSignalSpy ghosts(m_bench, &Workbench::ghostChanged);
        runAtTwo();
        const Intervals *first = m_intervals.get();
        slider()->setValue(3);
        finish();
        QCOMPARE(m_bench->ghost(), first);
        QCOMPARE(ghosts.size(), 1);
        QCOMPARE(m_bench->ghostBar()->text(), u"makespan 4.00 s → 2.00 s (−50 %), ghost: permits = 2"_s);
        // The run that was there before the knobs stays the one to compare with.
        slider()->setValue(7);
        finish();
        QCOMPARE(m_bench->ghost(), first);
        QCOMPARE(m_bench->ghostBar()->text(), u"makespan 4.00 s → 1.00 s (−75 %), ghost: permits = 2"_s);
        slider()->setValue(0);
        finish();
        QCOMPARE(m_bench->ghostBar()->text(), u"makespan 4.00 s → 8.00 s (+100 %), ghost: permits = 2"_s);
        QVERIFY(m_bench->dismissGhost());
        QCOMPARE(m_bench->ghost(), nullptr);
        QVERIFY(m_bench->ghostBar()->isHidden());
        QVERIFY(!m_bench->dismissGhost());
    }

    void draggingShowsTheLastValue()
    {
        runAtTwo();
        QSignalSpy stored(m_session.get(), &Session::storeChanged);
        for (int position = 0; position < 8; ++position)
            slider()->setValue(position);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->shownSettings().knobs.empty() &&
                                     m_session->shownSettings().knobs.at(u"permits"_s) == u"8"_s,
                                 patience);
        finish();
        QVERIFY2(stored.size() <= 2, qPrintable(QString::number(stored.size())));
        QCOMPARE(m_intervals->end(), nsPerSecond);
    }

    void escapeDismissesTheGhost()
    {
        QWidget timeline(m_window.get());
        m_bench->dismissGhostFrom(&timeline);
        runAtTwo();
        slider()->setValue(3);
        finish();
        QVERIFY(m_bench->ghost());
        QTest::keyClick(&timeline, Qt::Key_Escape);
        QVERIFY(!m_bench->ghost());
        slider()->setValue(4);
        finish();
        QVERIFY(m_bench->ghost());
        QTest::mouseClick(m_bench->ghostBar()->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(!m_bench->ghost());
    }

    void aGhostIsOfTheSameScenario()
    {
        runAtTwo();
        slider()->setValue(3);
        finish();
        QVERIFY(m_bench->ghost());
        m_bench->newScenario();
        QVERIFY(!m_bench->ghost());
    }

    void resetTakesTheFilesValues()
    {
        runAtTwo();
        slider()->setValue(3);
        finish();
        m_bench->knobsPanel()->resetButton()->click();
        QCOMPARE(slider()->value(), 1);
        finish();
        QCOMPARE(m_intervals->end(), 4 * nsPerSecond);
        QCOMPARE(m_bench->ghostBar()->text(), u"makespan 4.00 s → 4.00 s (the same), ghost: the run before"_s);
    }

    void valuesAreWrittenIntoTheTextWhenAsked()
    {
        runAtTwo();
        slider()->setValue(5);
        finish();
        m_bench->knobsPanel()->seedBox()->setValue(0);
        RunSettings settings = m_session->settings();
        settings.seed = 12;
        m_session->setSettings(settings);
        QCOMPARE(panel()->text(), QString::fromUtf8(permits));
        m_bench->knobsPanel()->writeButton()->click();
        QString expected = QString::fromUtf8(permits);
        expected.replace(u"value: 2"_s, u"value: 6"_s).replace(u"title: Permits\n"_s, u"title: Permits\nseed: 12\n"_s);
        QCOMPARE(panel()->text(), expected);
        QCOMPARE(m_session->settings(), RunSettings());
        QVERIFY(m_bench->isModified());
        QVERIFY(!m_bench->knobsPanel()->writeButton()->isEnabled());
        QCOMPARE(slider()->value(), 5);
        panel()->editor()->undo();
        QCOMPARE(panel()->text(), QString::fromUtf8(permits));
    }

    void anotherValueInTheTextWinsOverTheKnob()
    {
        runAtTwo();
        slider()->setValue(5);
        finish();
        QVERIFY(panel()->editor()->replaceAt(3, 8, u"Permits"_s, u"More"_s));
        panel()->checkNow();
        QCOMPARE(slider()->value(), 5);
        QVERIFY(panel()->editor()->replaceAt(5, 20, u"2"_s, u"4"_s));
        panel()->checkNow();
        QCOMPARE(slider()->value(), 3);
        QCOMPARE(m_session->settings(), RunSettings());
    }

    void unsavedChangesAreAskedAbout_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("goesOn");
        QTest::addColumn<bool>("isSaved");
        QTest::newRow("save") << int(Workbench::Answer::Save) << true << true;
        QTest::newRow("discard") << int(Workbench::Answer::Discard) << true << false;
        QTest::newRow("cancel") << int(Workbench::Answer::Cancel) << false << false;
    }
    void unsavedChangesAreAskedAbout()
    {
        QFETCH(const int, answer);
        QFETCH(const bool, goesOn);
        QFETCH(const bool, isSaved);
        const QString path = write(permits);
        m_bench->open(path);
        QVERIFY(m_bench->mayLeave());
        QCOMPARE(m_asked, QStringList());
        panel()->editor()->append(u"# more\n"_s);
        m_answer = static_cast<Workbench::Answer>(answer);
        QCOMPARE(m_bench->newScenario(), goesOn);
        QCOMPARE(m_asked, QStringList{u"test.coro.yaml was changed and is not saved. Save it?"_s});
        QCOMPARE(read(path), isSaved ? QByteArray(permits) + "# more\n" : QByteArray(permits));
        QCOMPARE(m_bench->documentHint(), goesOn ? u"untitled.coro.yaml"_s : u"test.coro.yaml ●"_s);
    }

    void aSaveThatFailsKeepsThePersonHere()
    {
        m_bench->newScenario();
        panel()->editor()->append(u"# more\n"_s);
        m_answer = Workbench::Answer::Save;
        QVERIFY(!m_bench->mayLeave()); // no path was chosen
        m_chosenPath = m_folder->filePath(u"no/folder.yaml"_s);
        QVERIFY(!m_bench->mayLeave());
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->front().front().toString(), u"The scenario was not saved"_s);
        QVERIFY(panel()->text().endsWith(u"# more\n"_s));
        QVERIFY(m_bench->isModified());
        m_chosenPath = m_folder->filePath(u"named"_s);
        QVERIFY(m_bench->mayLeave());
        QCOMPARE(read(m_chosenPath + u".coro.yaml"_s), panel()->text().toUtf8());
        QCOMPARE(m_bench->documentHint(), u"named.coro.yaml"_s);
        QCOMPARE(m_asked.last(), u"path for untitled.coro.yaml"_s);
    }

    void theNewScenarioIsRightAndRuns()
    {
        QVERIFY(m_bench->newScenario());
        QVERIFY(!m_bench->isModified());
        QCOMPARE(panel()->statusText(), QString());
        m_session->run();
        finish();
        QCOMPARE(m_intervals->outcome(), RunOutcome::Returned);
        QCOMPARE(m_bench->knobsPanel()->knobs().size(), std::size_t(2));
    }

    void whatAnotherProgramWritesIsTakenOrAskedAbout()
    {
        const QString path = write(permits);
        m_bench->open(path);
        QSignalSpy noted(m_bench, &Workbench::noted);
        write("coroscope: 1\nmain:\n  - pass\n");
        m_session->document().checkDisk();
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted.front().front().toString(),
                 QFileInfo(path).fileName() + u" was changed by another program and read again"_s);
        QCOMPARE(panel()->text(), u"coroscope: 1\nmain:\n  - pass\n"_s);
        QCOMPARE(m_asked, QStringList());
        panel()->editor()->append(u"# mine\n"_s);
        write(permits);
        m_session->document().checkDisk();
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(panel()->text(), u"coroscope: 1\nmain:\n  - pass\n# mine\n"_s);
        QVERIFY(m_bench->isModified());
        m_takesOther = true;
        QVERIFY(m_bench->revert());
        QCOMPARE(panel()->text(), QString::fromUtf8(permits));
    }

    void savingAsksAboutWhatAnotherProgramWroteAMomentAgo()
    {
        const QByteArray theirs = "coroscope: 1\nmain:\n  - pass\n";
        const QString path = write(permits);
        m_bench->open(path);
        panel()->editor()->append(u"# mine\n"_s);
        write(theirs);
        m_takesOther = true;
        QVERIFY(m_bench->save());
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(read(path), theirs);
        QCOMPARE(panel()->text(), QString::fromUtf8(theirs));
        panel()->editor()->append(u"# mine\n"_s);
        write(permits);
        m_takesOther = false;
        QVERIFY(m_bench->save());
        QCOMPARE(m_asked.size(), 2);
        QCOMPARE(read(path), theirs + "# mine\n");
    }

    void aRunSavedAsATraceOpensAgainAsItWas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("written");
        QTest::newRow("plain") << u"run.coro.jsonl"_s << u"run.coro.jsonl"_s;
        QTest::newRow("compressed") << u"run.jsonl.gz"_s << u"run.jsonl.gz"_s;
        QTest::newRow("without a suffix") << u"run"_s << u"run.coro.jsonl"_s;
    }
    void aRunSavedAsATraceOpensAgainAsItWas()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, written);
        runAtTwo();
        const QByteArray before = test::traceText(*m_session->store());
        QSignalSpy saved(m_bench, &Workbench::traceSaved);
        m_bench->saveTrace(m_folder->filePath(name));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
        QCOMPARE(saved.front().front().toString(), m_folder->filePath(written));
        m_bench->open(m_folder->filePath(written));
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->document().isOpen(), patience);
        QCOMPARE(test::traceText(*m_session->store()), before);
        QVERIFY(!panel()->hasScenario());
        QCOMPARE(panel()->noteText(), u"This is a trace of test.coro.yaml. Its text is not part of the trace."_s);
        QVERIFY(m_bench->knobsPanel()->knobs().empty());
        m_bench->saveTrace(m_folder->filePath(u"no/such.jsonl"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_failed->size(), 1, patience);
    }

    void aTextThatIsEditedWhileATraceIsReadIsAskedAbout()
    {
        runAtTwo();
        const QString trace = m_folder->filePath(u"run.jsonl"_s);
        QCOMPARE(saveTrace(*m_session->store(), trace), std::nullopt);
        QSignalSpy progress(m_session.get(), &Session::openingProgressed);
        const auto openAndEdit = [&](const QString &old, const QString &other) {
            progress.clear();
            m_asked.clear();
            m_bench->open(trace);
            panel()->editor()->replaceAt(12, 18, old, other); // as fast as a person can
            QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty() && progress.back().front().toDouble() == 1, patience);
        };
        openAndEdit(u"1"_s, u"2"_s);
        QCOMPARE(m_asked, QStringList{u"test.coro.yaml was changed and is not saved. Save it?"_s});
        QVERIFY(m_session->document().isOpen());
        QVERIFY(panel()->text().contains(u"sleep: 2"));
        m_answer = Workbench::Answer::Discard;
        openAndEdit(u"2"_s, u"3"_s);
        QCOMPARE(m_asked.size(), 2); // before it was read, and as it was edited again
        QVERIFY(!m_session->document().isOpen());
    }

    void aFileThatOnlyGotItsEndingIsNotReplacedUnasked()
    {
        runAtTwo();
        const QByteArray other = "somebody's";
        writeAs(u"copy.coro.yaml"_s, other);
        m_chosenPath = m_folder->filePath(u"copy"_s);
        QVERIFY(!m_bench->saveAs());
        QCOMPARE(m_asked,
                 (QStringList{u"path for test.coro.yaml"_s, u"copy.coro.yaml is there already. Replace it?"_s}));
        QCOMPARE(read(m_folder->filePath(u"copy.coro.yaml"_s)), other);
        writeAs(u"run.coro.jsonl"_s, other);
        m_asked.clear();
        m_bench->saveTrace(m_folder->filePath(u"run"_s));
        QCOMPARE(m_asked, QStringList{u"run.coro.jsonl is there already. Replace it?"_s});
        m_takesOther = true;
        QVERIFY(m_bench->saveAs());
        QCOMPARE(read(m_folder->filePath(u"copy.coro.yaml"_s)), QByteArray(permits));
        QSignalSpy saved(m_bench, &Workbench::traceSaved);
        m_bench->saveTrace(m_folder->filePath(u"run"_s));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
        QVERIFY(read(m_folder->filePath(u"run.coro.jsonl"_s)) != other);
    }

    void twentyRunsInARowKeepOnlyTheLastAndTheGhost()
    {
        runAtTwo();
        std::vector<std::weak_ptr<Intervals>> runs{m_intervals};
        std::vector<std::weak_ptr<const EventStore>> stores{m_session->store()};
        for (int round = 0; round < 20; ++round) {
            slider()->setValue(round % 2 == 0 ? 4 : 6);
            finish();
            runs.emplace_back(m_intervals);
            stores.emplace_back(m_session->store());
        }
        const auto living = [](const auto &all) {
            return std::count_if(all.begin(), all.end(), [](const auto &one) { return !one.expired(); });
        };
        QTRY_COMPARE_WITH_TIMEOUT(living(stores), 2, patience);
        QCOMPARE(living(runs), 2);
        m_bench->dismissGhost();
        QCOMPARE(living(runs), 1);
        QCOMPARE(living(stores), 1);
    }

    void theWindowMayCloseDuringARun()
    {
        m_bench->open(write("coroscope: 1\nmain:\n  - while: true\n    do:\n      - sleep: 0\n"));
        m_session->run();
        QCOMPARE(m_session->state(), RunState::Running);
        QVERIFY(m_bench->mayLeave());
    }

private:
    ScenarioPanel *panel() const { return m_bench->scenarioPanel(); }
    QSlider *slider() const { return m_bench->knobsPanel()->knob(u"permits"_s)->slider(); }
    void runAtTwo()
    {
        m_bench->open(write(permits));
        m_session->run();
        finish();
        QCOMPARE(m_intervals->end(), 4 * nsPerSecond);
    }
    /// Waits until the run with the settings as they are is over, and takes it in.
    void finish()
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            m_session->state() == RunState::Finished && m_session->shownSettings() == m_session->settings(), patience);
        m_intervals->update();
        m_bench->refresh();
    }
    QString write(const QByteArray &bytes) const { return writeAs(u"test.coro.yaml"_s, bytes); }
    QString writeAs(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return path;
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScenarioSession> m_session;
    std::unique_ptr<Viewport> m_view;
    std::unique_ptr<QWidget> m_window;
    Workbench *m_bench = nullptr;
    std::unique_ptr<QSignalSpy> m_failed;
    std::shared_ptr<Intervals> m_intervals;
    QStringList m_asked;
    Workbench::Answer m_answer = Workbench::Answer::Cancel;
    bool m_takesOther = false;
    QString m_chosenPath;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWorkbench)
#include "tst_workbench.moc"
