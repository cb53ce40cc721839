// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/termination.h"

#include <QCloseEvent>
#include <QTest>
#include <QWidget>

#include <csignal>

namespace coroscope
{
namespace
{

/// A window that may refuse to close.
class Window : public QWidget
{
public:
    bool mayClose = true;
    int asked = 0;

protected:
    void closeEvent(QCloseEvent *event) override
    {
        ++asked;
        event->setAccepted(mayClose);
    }
};

} // namespace

class TestTermination : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalClosesTheWindows_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("the terminal goes") << SIGHUP;
    }
    void aSignalClosesTheWindows()
    {
        QFETCH(const int, number);
        const Termination termination;
        Window one;
        Window other;
        one.show();
        other.show();
        std::raise(number);
        QCOMPARE(one.asked, 0); // not within the handler
        QTRY_COMPARE(one.asked + other.asked, 2);
        QVERIFY(!one.isVisible() && !other.isVisible());
    }

    void aWindowWithUnsavedChangesMayStay()
    {
        const Termination termination;
        Window window;
        window.mayClose = false;
        window.show();
        std::raise(SIGTERM);
        QTRY_COMPARE(window.asked, 1);
        QVERIFY(window.isVisible());
        // The next one is the system's to answer: it ends the program.
        struct sigaction action {
        };
        QCOMPARE(::sigaction(SIGTERM, nullptr, &action), 0);
        QVERIFY(action.sa_handler == SIG_DFL);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTermination)
#include "tst_termination.moc"
