// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/windowdriver.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/messagearea.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr const char *lesson = R"(coroscope: 1
title: Two at a time
params:
  permits: {value: 2, min: 1, max: 5}
objects: {sem: Semaphore(permits)}
coroutines:
  worker(i):
    - with: sem
      do:
        - log: ${i} works
        - sleep: 1
main:
  - gather: worker(i)
    for: i in range(5)
lesson:
  - ask: How many wait at most?
    choices: [2, 3, 5]
    answer: most_waiting(sem)
    explain: Two have a permit.
  - ask: How long does it take?
    number: s
    answer: makespan
    explain: Three rounds.
  - ask: When does the last one begin?
    moment: true
    answer: last_time_of("works")
    explain: With the third round.
)";

constexpr const char *plain = R"(coroscope: 1
title: No questions
main:
  - sleep: 1
)";

} // namespace

/// A lesson in the window: predicted by pointer and by keys, run, and told of.
class TestWindowLessons : public QObject
{
    Q_OBJECT

    test::WindowDriver *m_driver = nullptr;

    LessonPanel &panel() const { return m_driver->panel<LessonPanel>(); }
    /// All that the panel says, a line a part that is seen; fields with what stands in them.
    QStringList shown() const
    {
        QStringList lines;
        const auto add = [&](const QString &name) {
            auto *const label = panel().findChild<QLabel *>(name);
            if (label->isVisible())
                lines += label->text();
        };
        for (const char *name : {"lessonHeading", "lessonAsk"})
            add(QString::fromLatin1(name));
        for (const auto *choice : panel().findChildren<QRadioButton *>()) {
            if (choice->isVisible())
                lines += (choice->isChecked() ? u"(x) "_s : u"( ) "_s) + choice->text();
        }
        if (const auto *number = panel().findChild<QLineEdit *>(); number->isVisible())
            lines += u"["_s + number->text() + u"] "_s + panel().findChild<QLabel *>(u"lessonUnit"_s)->text();
        for (const char *name : {"lessonMoment", "lessonVerdict", "lessonExplain"})
            add(QString::fromLatin1(name));
        return lines;
    }
    QStringList buttons() const
    {
        QStringList names;
        for (const auto *button : panel().findChildren<QPushButton *>()) {
            if (button->isVisible())
                names += QString(button->text()).remove(u'&') + (button->isEnabled() ? QString() : u" (off)"_s);
        }
        return names;
    }
    void open(const char *text) const { m_driver->window().openFile(m_driver->file(u"a.coro.yaml"_s, text)); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = new test::WindowDriver;
    }
    void cleanup() { delete std::exchange(m_driver, nullptr); }

    void aScenarioWithALessonAsksInPlaceOfRunning()
    {
        open(lesson);
        QCOMPARE(m_driver->session().state(), RunState::Idle);
        QCOMPARE(shown(), (QStringList{u"Lesson · Question 1 of 3 · predict, then run"_s, u"How many wait at most?"_s,
                                       u"( ) 2"_s, u"( ) 3"_s, u"( ) 5"_s}));
        QCOMPARE(buttons(), (QStringList{u"Next"_s, u"Skip the lesson"_s}));
    }

    void aScenarioWithoutOneRuns()
    {
        open(lesson);
        QVERIFY(m_driver->openAndRun(m_driver->file(u"b.coro.yaml"_s, plain)));
        QVERIFY(!panel().isVisible());
    }

    void predictedByPointerAndRun()
    {
        open(lesson);
        m_driver->push(u"lessonChoice1"_s);
        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown(), (QStringList{u"Lesson · Question 2 of 3 · predict, then run"_s, u"How long does it take?"_s,
                                       u"[] s"_s}));
        m_driver->type(u"2.5"_s);
        m_driver->push(u"lessonBack"_s);
        QCOMPARE(shown().mid(2), (QStringList{u"( ) 2"_s, u"(x) 3"_s, u"( ) 5"_s}));
        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown().back(), u"[2.5] s"_s);
        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown().mid(1), (QStringList{u"When does the last one begin?"_s,
                                              u"You point at it in the timeline when the run is there."_s}));
        QCOMPARE(buttons(), (QStringList{u"Back"_s, u"Run it"_s, u"Skip the lesson"_s}));
        m_driver->push(u"lessonRun"_s);
        QVERIFY(m_driver->runsToEnd());
        QTRY_VERIFY(panel().isRevealed());

        QCOMPARE(shown(), (QStringList{u"Lesson · Question 1 of 3 · 1 right"_s, u"How many wait at most?"_s,
                                       u"Right: 3"_s, u"Two have a permit."_s}));
        QCOMPARE(buttons(), (QStringList{u"Next"_s, u"Close"_s}));
        QTRY_COMPARE(m_driver->cursor(), 0.0);
        QVERIFY(m_driver->view().isFitted());
        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown(), (QStringList{u"Lesson · Question 2 of 3 · 1 right"_s, u"How long does it take?"_s,
                                       u"Not so: it is 3 s, and you said 2.5 s"_s, u"Three rounds."_s}));
        QCOMPARE(m_driver->cursor(), 3000.0);

        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown().mid(2), QStringList{u"Put the cursor there: click in the timeline, or use its keys."_s});
        QCOMPARE(buttons(), (QStringList{u"Back"_s, u"This moment (off)"_s, u"Close"_s}));
        m_driver->clickLane(u"worker(4)"_s, nsPerSecond * 201 / 100);
        QVERIFY(shown().back().startsWith(u"The cursor is at 2.0"_s));
        m_driver->push(u"lessonTake"_s);
        QCOMPARE(shown().mid(2), (QStringList{u"Right: 2 s"_s, u"With the third round."_s}));
        QCOMPARE(shown().front(), u"Lesson · Question 3 of 3 · 2 right"_s);
        QCOMPARE(m_driver->cursor(), 2000.0);
        QCOMPARE(m_driver->selected(), u"worker(4)"_s);
        m_driver->push(u"lessonLeave"_s);
        QVERIFY(!panel().isVisible());
    }

    void predictedByKeys()
    {
        open(lesson);
        // The first choice has the focus; arrows go from one to the next, as between radio buttons anywhere.
        m_driver->key(Qt::Key_Space);
        m_driver->key(Qt::Key_Right);
        QCOMPARE(shown().mid(2), (QStringList{u"( ) 2"_s, u"(x) 3"_s, u"( ) 5"_s}));
        m_driver->key(Qt::Key_Return);
        m_driver->type(u"3"_s);
        m_driver->key(Qt::Key_Return);
        m_driver->key(Qt::Key_Return);
        QVERIFY(m_driver->runsToEnd());
        QTRY_VERIFY(panel().isRevealed());
        QCOMPARE(shown().front(), u"Lesson · Question 1 of 3 · 2 right"_s);
        QTRY_VERIFY(panel().isAncestorOf(QApplication::focusWidget()));
        m_driver->key(Qt::Key_Return);
        QCOMPARE(shown().mid(2, 1), QStringList{u"Right: 3 s"_s});
        m_driver->key(Qt::Key_Escape);
        QVERIFY(!panel().isVisible());
    }

    void theRunButtonOfTheToolBarRevealsAsWell()
    {
        open(lesson);
        m_driver->key(Qt::Key_F5);
        QVERIFY(m_driver->runsToEnd());
        QTRY_VERIFY(panel().isRevealed());
        QCOMPARE(shown().mid(2), (QStringList{u"It is 3"_s, u"Two have a permit."_s}));
    }

    void skippingRunsAtOnce()
    {
        open(lesson);
        m_driver->push(u"lessonSkip"_s);
        QVERIFY(!panel().isVisible());
        QVERIFY(m_driver->runsToEnd());
        QCOMPARE(m_driver->log().size(), 5);
    }

    void aTextThatIsNoNumberIsNoPrediction()
    {
        open(lesson);
        m_driver->push(u"lessonNext"_s);
        m_driver->type(u"a while"_s);
        m_driver->key(Qt::Key_F5);
        QVERIFY(m_driver->runsToEnd());
        QTRY_VERIFY(panel().isRevealed());
        m_driver->push(u"lessonNext"_s);
        QCOMPARE(shown().mid(2, 1), QStringList{u"It is 3 s"_s});
    }

    void theLessonCanBeginAgain()
    {
        QVERIFY(m_driver->openAndRun(m_driver->file(u"b.coro.yaml"_s, plain)));
        m_driver->choose(u"lesson"_s);
        QVERIFY(!panel().isVisible());
        open(lesson);
        m_driver->push(u"lessonSkip"_s);
        QVERIFY(m_driver->runsToEnd());
        m_driver->choose(u"lesson"_s);
        QVERIFY(panel().isVisible());
        QVERIFY(!panel().isRevealed());
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY(panel().isRevealed());
    }

    void itFitsIntoASmallWindowWithTheTimelineBelow_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("size");
        QTest::newRow("as small as it gets") << 1.0 << QSize(0, 0);
        QTest::newRow("large texts") << 1.4 << QSize(1000, 680);
    }

    void itFitsIntoASmallWindowWithTheTimelineBelow()
    {
        QFETCH(double, scale);
        QFETCH(QSize, size);
        MainWindow &window = m_driver->window();
        window.setTextSize(scale);
        window.resize(size.expandedTo(window.minimumSize()));
        open(lesson);
        m_driver->push(u"lessonChoice0"_s);
        m_driver->key(Qt::Key_F5);
        QVERIFY(m_driver->runsToEnd());
        QTRY_VERIFY(panel().isRevealed());
        QCoreApplication::processEvents();
        for (const auto *label : panel().findChildren<QLabel *>()) {
            const int wanted = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            if (label->isVisible())
                QVERIFY2(label->height() >= wanted, qPrintable(label->objectName()));
        }
        const QRect timeline(m_driver->timeline().mapTo(&window, QPoint()), m_driver->timeline().size());
        QVERIFY(timeline.top() >= panel().mapTo(&window, QPoint(0, panel().height())).y());
        QVERIFY(window.rect().contains(timeline));
        window.setTextSize(1);
    }

    void everythingInItHasANameForThoseWhoDoNotSee()
    {
        open(lesson);
        for (int question = 0; question < 3; ++question) {
            for (const auto *widget : panel().findChildren<QWidget *>()) {
                if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                    continue;
                auto *part = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
                QVERIFY2(part && !part->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            }
            if (question < 2)
                m_driver->push(u"lessonNext"_s);
        }
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowLessons)
#include "tst_windowlessons.moc"
