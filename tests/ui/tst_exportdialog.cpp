// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/panels/exportdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestExportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = semaphoreTrace(6, 2);
        m_intervals = std::make_unique<Intervals>(*m_store);
        m_intervals->update();
        m_source = {};
        m_source.intervals = m_intervals.get();
        m_source.visible = {10 * ms, 200 * ms};
        m_source.showsWhole = false;
        m_source.options.theme = ThemeKind::Light;
        m_source.options.title = u"A run"_s;
    }

    void whatIsInSightIsOfferedFirst()
    {
        const ExportDialog dialog(m_source);
        QCOMPARE(dialog.range(), ExportRange::Visible);
        const ImageOptions options = dialog.options();
        QCOMPARE(options.from, 10 * ms);
        QCOMPARE(options.to, 200 * ms);
        QCOMPARE(options.theme, ThemeKind::Light);
        QCOMPARE(options.title, u"A run"_s);
        QVERIFY(options.legend);
    }

    void aSelectedRangeIsOfferedBeforeIt()
    {
        m_source.selected = TimeRange{50 * ms, 80 * ms};
        ExportDialog dialog(m_source);
        QCOMPARE(dialog.range(), ExportRange::Selected);
        QCOMPARE(dialog.options().from, 50 * ms);
        QCOMPARE(dialog.options().to, 80 * ms);
        dialog.setRange(ExportRange::Whole);
        QVERIFY(!dialog.options().from);
        QVERIFY(!dialog.options().to);
    }

    void aViewOfTheWholeRunKeepsTheRoomAtItsEnd()
    {
        m_source.showsWhole = true;
        const ExportDialog dialog(m_source);
        QVERIFY(!dialog.options().from);
        QVERIFY(!dialog.options().to);
    }

    void everyFieldReachesTheOptions()
    {
        ExportDialog dialog(m_source);
        dialog.findChild<QLineEdit *>()->setText(u"Other"_s);
        dialog.findChild<QPlainTextEdit *>()->setPlainText(u"two\nlines"_s);
        dialog.findChild<QCheckBox *>()->setChecked(false);
        const auto boxes = dialog.findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 4);
        for (QComboBox *box : boxes)
            box->setCurrentIndex(box->count() - 1);
        const ImageOptions options = dialog.options();
        QCOMPARE(options.title, u"Other"_s);
        QCOMPARE(options.caption, u"two\nlines"_s);
        QVERIFY(!options.legend);
        QCOMPARE(options.scale, 3.0);
        QCOMPARE(options.arrows, ImageArrows::All);
        QCOMPARE(options.theme, ThemeKind::Light);
        QVERIFY(!options.from);
    }

    void thePreviewFollows()
    {
        ExportDialog dialog(m_source);
        dialog.show();
        auto *preview = dialog.findChild<QLabel *>(u"preview"_s);
        const auto cornerOf = [&] { return preview->pixmap(Qt::ReturnByValue).toImage().pixelColor(2, 2); };
        const QColor light = cornerOf();
        QCOMPARE(light, theme(ThemeKind::Light).window);
        dialog.findChildren<QComboBox *>().at(1)->setCurrentIndex(0);
        QTRY_VERIFY(cornerOf() != light);
    }

    void buttonsAskTheWindow()
    {
        ExportDialog dialog(m_source);
        QSignalSpy saves(&dialog, &ExportDialog::saveRequested);
        QSignalSpy copies(&dialog, &ExportDialog::copyRequested);
        QSignalSpy prints(&dialog, &ExportDialog::printRequested);
        for (const QString &name : {u"save"_s, u"copy"_s, u"print"_s})
            dialog.findChild<QPushButton *>(name)->click();
        QCOMPARE(saves.size(), 1);
        QCOMPARE(copies.size(), 1);
        QCOMPARE(prints.size(), 1);
        QVERIFY(dialog.result() != QDialog::Accepted);
    }

    void itDoesNotLookAtARunThatIsGone()
    {
        ExportDialog dialog(m_source);
        dialog.show();
        dialog.findChild<QLineEdit *>()->setText(u"x"_s); // a preview is due
        dialog.forget();
        m_intervals.reset();
        m_store.reset();
        QVERIFY(!dialog.isVisible());
        // The preview that was due is not made any more.
        QVERIFY(!dialog.hasPreviewDue());
    }

private:
    std::shared_ptr<EventStore> m_store;
    std::unique_ptr<Intervals> m_intervals;
    ExportDialog::Source m_source;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestExportDialog)
#include "tst_exportdialog.moc"
