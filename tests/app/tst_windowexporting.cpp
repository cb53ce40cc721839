// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/library.h"
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/exportdialog.h"
#include "ui/panels/messagearea.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// What comes out of the window: pictures, and runs as traces, which open again as they were.
class TestWindowExporting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(m_driver->openAndRun(m_driver->file(u"baton.coro.yaml"_s, test::baton)));
        m_driver->focusTimeline();
    }
    void cleanup()
    {
        if (m_driver)
            QCOMPARE(m_driver->unasked(), 0);
        m_driver.reset();
    }

    void aPictureOfEachKindIsSaved()
    {
        for (const QString &name : {u"run.png"_s, u"run.svg"_s, u"run.pdf"_s}) {
            exportTo(name, [](ExportDialog &dialog) {
                dialog.findChild<QPlainTextEdit *>()->setPlainText(u"Three runners"_s);
            });
            QCOMPARE(m_driver->window().statusText(), u"Saved %1"_s.arg(m_driver->path(name)));
        }
        const QImage image(m_driver->path(u"run.png"_s));
        QVERIFY(image.width() > 600 && image.height() > 200);
        const QString svg = QString::fromUtf8(m_driver->contents(u"run.svg"_s));
        for (const QString &text : {u">Baton<"_s, u">runner(2)<"_s, u">Three runners<"_s})
            QVERIFY2(svg.contains(text), qPrintable(text));
        QVERIFY(m_driver->contents(u"run.pdf"_s).startsWith("%PDF-"));
        QCOMPARE(QDir(m_driver->path({})).entryList(QDir::Files | QDir::Hidden).filter(u"run."_s),
                 (QStringList{u"run.pdf"_s, u"run.png"_s, u"run.svg"_s}));
    }

    void threeTimesThePixelsAndTheOtherTheme()
    {
        exportTo(u"one.png"_s, [](ExportDialog &) {});
        exportTo(u"three.png"_s, [](ExportDialog &dialog) {
            for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
                for (const QString &choice : {u"3×"_s, u"Light"_s}) {
                    if (box->findText(choice) >= 0)
                        box->setCurrentText(choice);
                }
            }
        });
        const QImage one(m_driver->path(u"one.png"_s));
        const QImage three(m_driver->path(u"three.png"_s));
        QCOMPARE(three.size(), one.size() * 3);
        QVERIFY(one.pixelColor(0, 0).lightness() < 128 && three.pixelColor(0, 0).lightness() > 128);
    }

    void thePartThatIsSelectedIsSaved()
    {
        m_driver->drag(m_driver->timeline(), m_driver->placeOf(u"runner(0)"_s, 150'000'000),
                       m_driver->placeOf(u"runner(2)"_s, 250'000'000), Qt::ShiftModifier);
        exportTo(u"part.svg"_s, [](ExportDialog &dialog) { QVERIFY(dialog.range() == ExportRange::Selected); });
        const QString svg = QString::fromUtf8(m_driver->contents(u"part.svg"_s));
        QVERIFY(svg.contains(u">200 ms<"_s));
        QVERIFY(!svg.contains(u">0.0 s<"_s) && !svg.contains(u">400 ms<"_s));
    }

    void aPictureThatCannotBeWrittenMayGoElsewhere()
    {
        m_driver->whenAsked([this](QDialog &dialog) {
            m_driver->willChooseFile(m_driver->path(u"no/folder/run.svg"_s));
            // The dialog stays, for another try.
            dialog.findChild<QPushButton *>(u"save"_s)->click();
            QVERIFY(dialog.isVisible());
            dialog.reject();
        });
        m_driver->key(Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(m_driver->window().messages().summary(), u"The picture was not saved"_s);
        QCOMPARE(m_driver->window().messages().details(),
                 m_driver->path(u"no/folder/run.svg"_s) + u": error: cannot be written: No such file or directory"_s);
    }

    void aRunThatTakesThePlaceClosesTheDialog()
    {
        m_driver->whenAsked([this](QDialog &dialog) {
            m_driver->session().restart();
            QVERIFY(!dialog.isVisible());
        });
        m_driver->key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(m_driver->runsToEnd());
        QCOMPARE(m_driver->log().size(), 4);
    }

    void thePictureGoesToTheClipboard()
    {
        m_driver->whenAsked([](QDialog &dialog) { dialog.findChild<QPushButton *>(u"copy"_s)->click(); });
        m_driver->key(Qt::Key_E, Qt::ControlModifier);
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        QVERIFY(mime->hasImage());
        QVERIFY(mime->data(u"image/svg+xml"_s).contains("runner(2)"));
        QCOMPARE(m_driver->window().statusText(), u"The picture is in the clipboard, as pixels and as SVG"_s);
    }

    void aSavedRunOpensAgainAsItWas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"run.coro.jsonl"_s;
        QTest::newRow("packed") << u"run.coro.jsonl.gz"_s;
    }
    void aSavedRunOpensAgainAsItWas()
    {
        QFETCH(const QString, name);
        const auto look = [this] {
            m_driver->focusTimeline();
            m_driver->key(Qt::Key_F);
            m_driver->clickLane(u"runner(1)"_s, 250'000'000);
            QStringList all{m_driver->drawn(), m_driver->details(), m_driver->log().join(u'\n')};
            m_driver->key(Qt::Key_Escape);
            m_driver->key(Qt::Key_Escape);
            m_driver->key(Qt::Key_Escape);
            return all;
        };
        const QStringList before = look();
        m_driver->willChooseFile(m_driver->path(name));
        m_driver->choose(u"saveTrace"_s);
        QTRY_COMPARE(m_driver->window().statusText(), u"The run was saved as %1"_s.arg(m_driver->path(name)));
        QVERIFY(m_driver->openAndRun(u":/scenarios/time-and-cancelling/timeouts.coro.yaml"_s));
        QVERIFY(m_driver->openAndRun(m_driver->path(name)));
        QCOMPARE(m_driver->window().statusText(), u"Returned after 0.600 s"_s);
        const QStringList after = look();
        QCOMPARE(after[0], before[0]);
        QCOMPARE(after[1], before[1]);
        QCOMPARE(after[2], before[2]);
        QCOMPARE(m_driver->window().windowTitle(), u"Baton[*] – Coroscope"_s);
        QCOMPARE(m_driver->window().recentFiles(),
                 (QStringList{m_driver->path(name), m_driver->path(u"baton.coro.yaml"_s)}));
    }

    void everyScenarioOfTheHouseOpensAgainAsItWas_data()
    {
        QTest::addColumn<QString>("path");
        for (const LibraryEntry &entry : libraryEntries())
            QTest::newRow(qPrintable(entry.name)) << entry.path;
    }
    void everyScenarioOfTheHouseOpensAgainAsItWas()
    {
        QFETCH(const QString, path);
        QVERIFY(m_driver->openAndRun(path));
        m_driver->choose(u"allArrows"_s);
        // A message takes room from the timeline.
        m_driver->window().messages().clear();
        QCoreApplication::processEvents();
        const QString before = m_driver->drawn();
        QVERIFY(before.size() > 1000);
        const QString file = m_driver->path(u"run.coro.jsonl"_s);
        m_driver->window().workbench().saveTrace(file);
        QTRY_COMPARE(m_driver->window().statusText(), u"The run was saved as %1"_s.arg(file));
        QVERIFY(m_driver->openAndRun(file));
        m_driver->window().messages().clear();
        QTRY_COMPARE(m_driver->drawn(), before);
    }

private:
    /// Opens the dialog, lets it be changed, and saves.
    void exportTo(const QString &name, const std::function<void(ExportDialog &)> &change)
    {
        m_driver->whenAsked([this, name, change](QDialog &dialog) {
            auto *form = qobject_cast<ExportDialog *>(&dialog);
            QVERIFY(form);
            change(*form);
            m_driver->willChooseFile(m_driver->path(name));
            form->findChild<QPushButton *>(u"save"_s)->click();
        });
        m_driver->key(Qt::Key_E, Qt::ControlModifier);
    }

    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowExporting)
#include "tst_windowexporting.moc"
