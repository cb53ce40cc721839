// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/models/problemmodel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"

#include <QDockWidget>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

using Answer = Workbench::Answer;

} // namespace

/// The text of a scenario: faults in it, saving it, and what is asked before it is lost.
class TestWindowEditing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        m_path = m_driver->file(u"baton.coro.yaml"_s, test::baton);
        QVERIFY(m_driver->openAndRun(m_path));
    }
    void cleanup() { m_driver.reset(); }

    void whatIsTypedIsRun()
    {
        putCaret(17, 2);
        m_driver->key(Qt::Key_End);
        m_driver->type(u"\nlog: and gone"_s);
        QCOMPARE(text().split(u'\n').value(17), u"  - log: and gone"_s);
        QVERIFY(m_driver->window().isWindowModified());
        QVERIFY(m_driver->named<QDockWidget>(u"scenarioDock"_s).isVisible());
        const auto before = m_driver->session().store();
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY(m_driver->session().store() != before && m_driver->isWhole());
        QCOMPARE(m_driver->log().last(), u"0.600 s | main | and gone"_s);
        // The file has it when it is saved, with its comment.
        QCOMPARE(m_driver->contents(u"baton.coro.yaml"_s), QByteArray(test::baton));
        m_driver->key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_driver->contents(u"baton.coro.yaml"_s), text().toUtf8());
        QVERIFY(m_driver->contents(u"baton.coro.yaml"_s).contains("  # batons\n"));
        QVERIFY(!m_driver->window().isWindowModified());
        QCOMPARE(m_driver->window().statusText(), u"Saved %1"_s.arg(m_path));
        // And goes back as it came.
        m_driver->key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_driver->window().isWindowModified());
    }

    void aFaultIsUnderlinedCountedAndToldByRun()
    {
        const auto run = m_driver->session().store();
        putCaret(12, 14);
        m_driver->key(Qt::Key_Backspace);
        QTRY_COMPARE(editor().faultAt(12), u"unknown step 'slep'; did you mean 'sleep'?"_s);
        QCOMPARE(underlined(12), u"slep"_s);
        QTRY_COMPARE(m_driver->named<QDockWidget>(u"problemsDock"_s).windowTitle(), u"Problems 1"_s);
        m_driver->openDock(u"problemsDock"_s);
        QCOMPARE(m_driver->panel<ProblemsPanel>().model()->rowText(0),
                 u"line 12: unknown step 'slep'; did you mean 'sleep'?"_s);
        QCOMPARE(m_driver->panel<ScenarioPanel>().statusText(), u"1 fault · F8 goes to the next"_s);
        // The run that was there is shown as before, and the new one refused.
        m_driver->key(Qt::Key_F5);
        QCOMPARE(m_driver->window().messages().summary(), u"A fault was found; nothing was run"_s);
        QCOMPARE(m_driver->window().messages().details(),
                 m_path + u":12:11: error: unknown step 'slep'; did you mean 'sleep'?"_s);
        QCOMPARE(m_driver->session().store(), run);
        QCOMPARE(m_driver->lanes().size(), 7);
        QCOMPARE(m_driver->window().statusText(), u"Returned after 0.600 s"_s);
        // A row of the panel leads to the line.
        putCaret(1, 0);
        const QTableView &table = *m_driver->panel<ProblemsPanel>().table();
        m_driver->doubleClick(*table.viewport(), table.visualRect(table.model()->index(0, 1)).center());
        QVERIFY(editor().hasFocus());
        QCOMPARE(caretLine(), 12);
        // Mended, it runs.
        putCaret(12, 13);
        m_driver->type(u"e"_s);
        QCOMPARE(text(), QString::fromLatin1(test::baton));
        QTRY_COMPARE(m_driver->named<QDockWidget>(u"problemsDock"_s).windowTitle(), u"Problems"_s);
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY(m_driver->session().store() != run && m_driver->isWhole());
        QVERIFY(!m_driver->window().messages().isVisible());
    }

    void aBrokenFileIsOpenedToBeMended()
    {
        m_driver->window().openFile(m_driver->file(u"broken.yaml"_s, "coroscope: 1\nmian: 3\nmain:\n  - slep: 1\n"));
        QCOMPARE(m_driver->window().messages().summary(), u"2 faults were found; nothing was run"_s);
        QTRY_COMPARE(m_driver->named<QDockWidget>(u"problemsDock"_s).windowTitle(), u"Problems 2"_s);
        QCOMPARE(editor().faultAt(2), u"unknown key 'mian'; did you mean 'main'?"_s);
        QCOMPARE(editor().faultAt(4), u"unknown step 'slep'; did you mean 'sleep'?"_s);
        QCOMPARE(m_driver->lanes(), QStringList());
        QCOMPARE(m_driver->window().windowTitle(), u"broken[*] – Coroscope"_s);
        QCOMPARE(m_driver->contents(u"broken.yaml"_s), QByteArray("coroscope: 1\nmian: 3\nmain:\n  - slep: 1\n"));
    }

    void aFileThatIsNoScenarioLeavesWhatIsOpen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        const QString noTrace =
            u":1: error: this is not a trace: the line is not a JSON object; a trace begins with a line "
            "such as {\"ev\":\"trace\",\"version\":1,\"title\":\"…\",\"clock\":\"virtual\","
            "\"source\":\"scenario\"}"_s;
        QTest::newRow("no text") << u"other.yaml"_s << QByteArray("\xff\xfe\0b", 4)
                                 << u":1:1: error: the file is UTF-16; save it as UTF-8"_s;
        QTest::newRow("a broken trace") << u"other.coro.jsonl"_s << QByteArray("{\"coroscope\":") << noTrace;
        QTest::newRow("no archive") << u"other.coro.jsonl.gz"_s << QByteArray("no archive") << noTrace;
        QTest::newRow("not there") << u"nowhere.yaml"_s << QByteArray()
                                   << u": error: there is no such file; check the path"_s;
    }
    void aFileThatIsNoScenarioLeavesWhatIsOpen()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, message);
        const auto run = m_driver->session().store();
        m_driver->window().openFile(bytes.isEmpty() ? m_driver->path(name) : m_driver->file(name, bytes));
        QTRY_VERIFY(m_driver->window().messages().isVisible());
        QCOMPARE(m_driver->window().messages().summary(), u"That did not work"_s);
        QCOMPARE(m_driver->window().messages().details(), m_driver->path(name) + message);
        QCOMPARE(m_driver->session().store(), run);
        QCOMPARE(text(), QString::fromLatin1(test::baton));
        QCOMPARE(m_driver->window().recentFiles(), QStringList(m_path));
        QCOMPARE(m_driver->window().windowTitle(), u"Baton[*] – Coroscope"_s);
    }

    // --- What is asked before a text is lost. ---

    void leavingAChangedTextAsks_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("answer");
        for (const QString &way : {u"close"_s, u"open"_s, u"new"_s}) {
            QTest::addRow("%s, save", qPrintable(way)) << way << int(Answer::Save);
            QTest::addRow("%s, discard", qPrintable(way)) << way << int(Answer::Discard);
            QTest::addRow("%s, cancel", qPrintable(way)) << way << int(Answer::Cancel);
        }
    }
    void leavingAChangedTextAsks()
    {
        QFETCH(const QString, way);
        QFETCH(const int, answer);
        change();
        const QByteArray changed = text().toUtf8();
        m_driver->answer = static_cast<Answer>(answer);
        const QString other = m_driver->file(u"other.yaml"_s, "coroscope: 1\ntitle: Other\nmain:\n  - pass\n");
        if (way == u"close")
            QCOMPARE(m_driver->window().close(), answer != int(Answer::Cancel));
        else if (way == u"open")
            m_driver->window().openFile(other);
        else
            m_driver->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_driver->asked, QStringList(u"baton.coro.yaml was changed and is not saved. Save it?"_s));
        QCOMPARE(m_driver->contents(u"baton.coro.yaml"_s),
                 answer == int(Answer::Save) ? changed : QByteArray(test::baton));
        if (answer == int(Answer::Cancel)) {
            QVERIFY(m_driver->window().isVisible());
            QCOMPARE(text().toUtf8(), changed);
            QVERIFY(m_driver->window().isWindowModified());
            QCOMPARE(m_driver->window().windowTitle(), u"Baton[*] – Coroscope"_s);
        } else if (way == u"open") {
            QVERIFY(m_driver->runsToEnd());
            QCOMPARE(m_driver->window().windowTitle(), u"Other[*] – Coroscope"_s);
        } else if (way == u"new") {
            QCOMPARE(m_driver->window().windowTitle(), u"A new scenario[*] – Coroscope"_s);
            QVERIFY(text().contains(u"\ntitle: A new scenario\n"_s));
        }
    }

    void aTextThatCannotBeSavedIsNotLost()
    {
        change();
        const QString changed = text();
        // A folder stands in the way of the file.
        QVERIFY(QFile::remove(m_path) && QDir().mkdir(m_path));
        m_driver->answer = Answer::Save;
        QVERIFY(!m_driver->window().close());
        QVERIFY(m_driver->window().isVisible());
        QCOMPARE(m_driver->window().messages().summary(), u"The scenario was not saved"_s);
        QCOMPARE(text(), changed);
        QVERIFY(m_driver->window().isWindowModified());
        // It goes elsewhere.
        m_driver->chosenPath = m_driver->path(u"elsewhere"_s);
        m_driver->choose(u"saveAs"_s);
        QCOMPARE(m_driver->contents(u"elsewhere.coro.yaml"_s), changed.toUtf8());
        QVERIFY(!m_driver->window().isWindowModified());
        QVERIFY(m_driver->window().close());
    }

    void aNewScenarioRunsAndAsksForAPathOnce()
    {
        m_driver->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_driver->asked, QStringList());
        QVERIFY(m_driver->session().state() == RunState::Idle);
        m_driver->key(Qt::Key_F5);
        QVERIFY(m_driver->runsToEnd());
        QCOMPARE(m_driver->window().statusText(), u"Returned after 1.892 s"_s);
        // Given up: nothing is saved.
        m_driver->key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_driver->asked, QStringList(u"a path for untitled.coro.yaml"_s));
        m_driver->chosenPath = m_driver->path(u"mine.yaml"_s);
        m_driver->key(Qt::Key_S, Qt::ControlModifier);
        m_driver->key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_driver->asked.size(), 2);
        QCOMPARE(m_driver->contents(u"mine.yaml"_s), text().toUtf8());
        QCOMPARE(m_driver->window().recentFiles().front(), m_driver->path(u"mine.yaml"_s));
    }

    void theSavedTextComesBack()
    {
        change();
        m_driver->takesOther = true;
        m_driver->choose(u"revert"_s);
        QCOMPARE(m_driver->asked, QStringList(u"Give up the changes of baton.coro.yaml, and take what was saved?"_s));
        QCOMPARE(text(), QString::fromLatin1(test::baton));
        QVERIFY(!m_driver->window().isWindowModified());
    }

    void runningFromTheEditorLightsTheLines()
    {
        // Lines that were put in since are counted.
        m_driver->clickLane(u"runner(1)"_s, 250'000'000);
        QCOMPARE(m_driver->selectedLine(), 12);
        putCaret(2, 0);
        m_driver->type(u"\n"_s);
        m_driver->clickLane(u"runner(1)"_s, 50'000'000);
        QTRY_COMPARE(m_driver->selectedLine(), 10);
        m_driver->clickLane(u"runner(1)"_s, 250'000'000);
        QTRY_COMPARE(m_driver->selectedLine(), 13);
    }

private:
    ScenarioEditor &editor() { return m_driver->panel<ScenarioEditor>(); }
    QString text() { return m_driver->panel<ScenarioPanel>().text(); }
    void putCaret(int line, int column)
    {
        editor().setFocus();
        editor().setCursorPosition(line - 1, column);
    }
    int caretLine()
    {
        int line = 0;
        int column = 0;
        editor().getCursorPosition(&line, &column);
        return line + 1;
    }
    void change()
    {
        putCaret(3, 0);
        m_driver->type(u"# changed\n"_s);
        QVERIFY(m_driver->window().isWindowModified());
    }
    /// What is underlined in a line.
    QString underlined(int line)
    {
        QString found;
        const QString text = editor().text(line - 1);
        const long start = editor().SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line - 1);
        for (int i = 0; i < text.size(); ++i) {
            if (editor().SendScintilla(QsciScintilla::SCI_INDICATORALLONFOR, start + i) != 0)
                found += text[i];
        }
        return found;
    }

    QString m_path;
    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowEditing)
#include "tst_windowediting.moc"
