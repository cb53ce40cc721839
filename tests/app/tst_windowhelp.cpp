// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/panels/helppanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"

#include <QDockWidget>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// Which page of the help comes to whom.
class TestWindowHelp : public QObject
{
    Q_OBJECT

    HelpPlace place() const { return m_driver->window().helpPlace(); }
    ScenarioPanel &text() { return *m_driver->window().workbench().scenarioPanel(); }
    /// The caret in the first line that has the words.
    void goTo(const QString &words)
    {
        const QStringList lines = text().editor()->lines();
        for (qsizetype line = 0; line < lines.size(); ++line) {
            if (lines[line].contains(words)) {
                text().editor()->goTo(static_cast<int>(line) + 1, 1);
                return;
            }
        }
        QFAIL(qPrintable(words));
    }

    std::unique_ptr<test::WindowDriver> m_driver;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(m_driver->openAndRun(m_driver->file(u"baton.coro.yaml"_s, test::baton)));
        m_driver->focusTimeline();
    }
    void cleanup() { m_driver.reset(); }

    void f1OpensThePageOfWhatHasTheFocus()
    {
        MainWindow &window = m_driver->window();
        QVERIFY(!window.help());
        m_driver->key(Qt::Key_F1);
        QVERIFY(window.help());
        QVERIFY(window.help()->isVisible());
        QCOMPARE(window.help()->place(), (HelpPlace{u"reading-the-picture"_s, {}}));
    }

    void everyPanelHasItsPlace()
    {
        const HelpPages pages;
        int checked = 0;
        for (QDockWidget *dock : m_driver->window().findChildren<QDockWidget *>()) {
            const QString name = dock->objectName();
            if (!name.endsWith(u"Dock"_s))
                continue;
            QVERIFY2(pages.contains({u"panels"_s, name.chopped(4)}), qPrintable(name));
            ++checked;
        }
        QVERIFY(checked >= 10);
    }

    void inTheTextItIsTheStepAtTheCaret()
    {
        text().editor()->setScenario(u"coroscope: 1\nparams:\n  wait: 1\ncoroutines:\n  f:\n    - sleep: 1\nmain:\n"
                                     "  - gather: f()\n    for: i in range(2)\n  - return\n"_s);
        text().checkNow();
        goTo(u"- gather"_s);
        QCOMPARE(place(), (HelpPlace{u"steps"_s, u"gather"_s}));
        goTo(u"- return"_s);
        QCOMPARE(place(), (HelpPlace{u"steps"_s, u"return"_s}));
        goTo(u"- sleep"_s);
        QCOMPARE(place(), (HelpPlace{u"steps"_s, u"sleep"_s}));
        goTo(u"wait: 1"_s);
        QCOMPARE(place(), (HelpPlace{u"scenario-format"_s, u"params"_s}));
        goTo(u"coroscope:"_s);
        QCOMPARE(place(), (HelpPlace{u"scenario-format"_s, {}}));
    }

    void inAFaultyLineItIsTheFault()
    {
        text().editor()->setScenario(u"coroscope: 1\nmain:\n  - sleep: 1\n  - slep: 1\n"_s);
        text().checkNow();
        goTo(u"- slep:"_s);
        QCOMPARE(place(), (HelpPlace{u"errors"_s, u"unknown-step"_s}));
        goTo(u"coroscope"_s);
        text().findChild<QPushButton *>(u"faultHelp"_s)->click();
        QVERIFY(m_driver->window().help());
        QCOMPARE(m_driver->window().help()->place(), (HelpPlace{u"errors"_s, u"unknown-step"_s}));
    }

    void theMessageOfARunThatCouldNotBeginLeadsThereToo()
    {
        text().editor()->setScenario(u"coroscope: 1\nmain:\n  - sleep: long\n"_s);
        text().checkNow();
        Q_EMIT text().textEdited();
        m_driver->key(Qt::Key_F5);
        auto *help = m_driver->window().messages().findChild<QToolButton *>(u"messageHelp"_s);
        QTRY_VERIFY(help->isVisible());
        help->click();
        QCOMPARE(m_driver->window().help()->place(), (HelpPlace{u"errors"_s, u"duration"_s}));
        m_driver->window().messages().showMessage(u"Something else"_s, {});
        QVERIFY(!help->isVisible());
    }

    void itGoesWithTheWindow()
    {
        m_driver->key(Qt::Key_F1);
        QPointer<HelpPanel> help = m_driver->window().help();
        QVERIFY(help->isVisible());
        m_driver->window().close();
        QVERIFY(!help->isVisible());
        m_driver->destroyWindow();
        QVERIFY(!help);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowHelp)
#include "tst_windowhelp.moc"
