// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openwindows.h"
#include "app/scenariosession.h"
#include "ui/timeline/timelinewidget.h"

#include <QEventLoop>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 60'000; // a guard against hanging

} // namespace

/// Windows beside each other, as `coroscope FILE FILE` opens them.
class TestOpenWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QCoreApplication::setOrganizationName(u"coroscope-tests"_s);
        QCoreApplication::setApplicationName(u"tst_openwindows"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void aClosedWindowGoesWithItsRunAndTheOthersStay()
    {
        OpenWindows windows;
        const QPointer<MainWindow> one = add(windows);
        const QPointer<MainWindow> other = add(windows);
        QTRY_VERIFY_WITH_TIMEOUT(one->session().store() != nullptr, patience);
        const std::weak_ptr<const EventStore> store = one->session().store();
        one->close();
        QVERIFY(!one.isNull()); // its own call goes on in it
        QTRY_VERIFY_WITH_TIMEOUT(one.isNull() && store.expired(), patience);
        QVERIFY(!other.isNull() && other->isVisible());
        QCOMPARE(windows.count(), 1U);
    }

    void aWindowThatIsClosedWithinADialogStaysUntilThatIsOver()
    {
        OpenWindows windows;
        const QPointer<MainWindow> window = add(windows);
        QEventLoop outer;
        bool wasThere = false;
        QTimer::singleShot(0, &outer, [&] {
            QEventLoop dialog;
            QTimer::singleShot(0, &dialog, [&] {
                window->close();
                QCoreApplication::processEvents();
                wasThere = !window.isNull();
                dialog.quit();
            });
            dialog.exec();
            wasThere = wasThere && !window.isNull();
            outer.quit();
        });
        outer.exec();
        QVERIFY(wasThere);
        QTRY_VERIFY_WITH_TIMEOUT(window.isNull(), patience);
        QCOMPARE(windows.count(), 0U);
    }

    void themeAndTextSizeAreThoseOfAllWindows()
    {
        OpenWindows windows;
        MainWindow *one = add(windows);
        MainWindow *other = add(windows);
        one->setTheme(ThemeKind::Light);
        QVERIFY(other->themeKind() == ThemeKind::Light);
        const double before = other->timeline().plotLeft();
        one->setTextSize(1.5);
        QVERIFY(other->timeline().plotLeft() > before);
        other->setTheme(ThemeKind::Dark);
        QVERIFY(one->themeKind() == ThemeKind::Dark);
        other->setTextSize(1);
    }

private:
    /// One with a run that does not end.
    static MainWindow *add(OpenWindows &windows)
    {
        auto made = std::make_unique<MainWindow>(std::make_unique<ScenarioSession>());
        MainWindow *window = made.get();
        windows.add(std::move(made));
        window->show();
        window->session().openText(u"coroscope: 1\nmain:\n  - while: true\n    do:\n      - sleep: 1\n"_s,
                                   u"endless.yaml"_s);
        window->session().run();
        return window;
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestOpenWindows)
#include "tst_openwindows.moc"
