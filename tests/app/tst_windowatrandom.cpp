// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/library.h"
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "tests/ui/support/pointer.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/searchbox.h"
#include "ui/panels/taskspanel.h"
#include "ui/timeline/overviewwidget.h"

#include <QLineEdit>
#include <QRandomGenerator>
#include <QSlider>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// Someone who tries everything, in no order.
class TestWindowAtRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s)); }

    void whateverIsDoneTheRunIsShownAsItIsInTheEnd_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<quint32>("seed");
        const QStringList names{u"semaphore-30"_s, u"timeouts"_s, u"task-group-fails"_s, u"queue-backpressure"_s,
                                u"deadlock-two-locks"_s};
        const int from = qEnvironmentVariableIntValue("COROSCOPE_SEED");
        for (int round = 0; round < names.size(); ++round) {
            QTest::newRow(qPrintable(names[round]))
                << libraryPath(names[round]).value_or(names[round]) << static_cast<quint32>(from + round);
        }
    }
    void whateverIsDoneTheRunIsShownAsItIsInTheEnd()
    {
        QFETCH(const QString, path);
        QFETCH(const quint32, seed);
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(path));
        QRandomGenerator dice(seed);
        for (int act = 0; act < 250; ++act)
            actAtRandom(driver, dice);
        // The text may have been changed on the way: another run from the file, looked at with fresh eyes.
        driver.answer = Workbench::Answer::Discard;
        QVERIFY(driver.openAndRun(path));
        test::WindowDriver fresh;
        QVERIFY(fresh.openAndRun(path));
        QCOMPARE(driver.window().statusText(), fresh.window().statusText());
        QCOMPARE(driver.log(), fresh.log());
        QCOMPARE(driver.details(), fresh.details());
    }

private:
    static void actAtRandom(test::WindowDriver &driver, QRandomGenerator &dice)
    {
        const auto pick = [&dice](const auto &choices) { return choices[dice.bounded(int(std::size(choices)))]; };
        const auto within = [&dice](const QWidget &widget) {
            return QPoint(dice.bounded(std::max(1, widget.width())), dice.bounded(std::max(1, widget.height())));
        };
        const auto canBeHit = [&driver](const QWidget &widget, QPoint at) {
            const QWidget *hit = driver.window().childAt(widget.mapTo(&driver.window(), at));
            return widget.isVisible() && hit && (hit == &widget || widget.isAncestorOf(hit));
        };
        static constexpr Qt::Key keys[] = {
            Qt::Key_W,      Qt::Key_W,    Qt::Key_S,      Qt::Key_A,        Qt::Key_D,      Qt::Key_F,   Qt::Key_0,
            Qt::Key_Up,     Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_E,      Qt::Key_O,   Qt::Key_P,
            Qt::Key_H,      Qt::Key_R,    Qt::Key_Left,   Qt::Key_Right,    Qt::Key_Home,   Qt::Key_End, Qt::Key_C,
            Qt::Key_Escape, Qt::Key_L,    Qt::Key_F9,     Qt::Key_F10,      Qt::Key_Return, Qt::Key_M,   Qt::Key_Tab};
        static constexpr Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::NoModifier,
                                                              Qt::ShiftModifier};
        static const QString signs[] = {u"."_s, u","_s, u"["_s, u"]"_s};
        static const QString letters[] = {u"#"_s, u"a"_s, u" "_s, u"1"_s, u"\n"_s};
        switch (dice.bounded(12)) {
        case 0:
        case 1:
        case 2:
            driver.focusTimeline();
            driver.key(pick(keys), pick(modifiers));
            break;
        case 3:
            driver.focusTimeline();
            driver.type(pick(signs));
            break;
        case 4: {
            const QPoint at = within(driver.timeline());
            if (canBeHit(driver.timeline(), at))
                driver.click(driver.timeline(), at);
            break;
        }
        case 5: {
            const QPoint at = within(driver.timeline());
            if (canBeHit(driver.timeline(), at))
                driver.drag(driver.timeline(), at, within(driver.timeline()), pick(modifiers));
            break;
        }
        case 6:
            turnWheel(driver.timeline(), within(driver.timeline()), dice.bounded(-3, 4),
                      dice.bounded(2) ? Qt::ControlModifier : Qt::NoModifier);
            break;
        case 7: {
            static const QString docks[] = {u"tasksDock"_s, u"objectsDock"_s, u"logDock"_s, u"problemsDock"_s,
                                            u"statisticsDock"_s};
            driver.openDock(pick(docks));
            QTableView *tables[] = {&driver.panel<TasksPanel>().table(), &driver.panel<ObjectsPanel>().table(),
                                    driver.window().log().table(), driver.panel<ProblemsPanel>().table()};
            QWidget &table = *pick(tables)->viewport();
            const QPoint at = within(table);
            if (canBeHit(table, at)) {
                if (dice.bounded(3) == 0)
                    driver.doubleClick(table, at);
                else
                    driver.click(table, at);
            }
            break;
        }
        case 8: {
            static const QString buttons[] = {u"runButton"_s,  u"pauseButton"_s,   u"stepButton"_s,
                                              u"stopButton"_s, u"restartButton"_s, u"stepBackButton"_s};
            auto &button = driver.named<QToolButton>(pick(buttons));
            if (button.isEnabled())
                driver.click(button);
            break;
        }
        case 9: {
            const auto &knobs = driver.panel<KnobsPanel>().knobs();
            if (knobs.empty())
                break;
            if (QSlider *slider = knobs[std::size_t(dice.bounded(int(knobs.size())))]->slider();
                slider && slider->isEnabled()) {
                slider->setFocus();
                driver.key(dice.bounded(2) ? Qt::Key_PageUp : Qt::Key_PageDown);
            }
            break;
        }
        case 10: {
            auto &editor = driver.panel<ScenarioEditor>();
            const QPoint at = within(*editor.viewport());
            if (canBeHit(*editor.viewport(), at))
                driver.click(*editor.viewport(), at);
            if (dice.bounded(4) == 0)
                driver.type(pick(letters));
            else if (dice.bounded(2) == 0)
                driver.key(Qt::Key_Z, Qt::ControlModifier);
            break;
        }
        case 11: {
            static const QString filters[] = {
                u""_s, u""_s, u"name:*1*"_s, u"state:waiting"_s, u"-state:returned"_s, u"on:sem"_s};
            driver.panel<SearchBox>().setFilter(pick(filters));
            break;
        }
        }
        if (dice.bounded(3) == 0)
            QCoreApplication::processEvents();
        driver.drawn();
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowAtRandom)
#include "tst_windowatrandom.moc"
