// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the main window's run: to a file, to the clipboard, to a printer.
#include "app/mainwindow.h"
#include "app/workbench.h"

#include "ui/panels/elidedlabel.h"
#include "ui/panels/exportdialog.h"
#include "ui/panels/messagearea.h"
#include "ui/timeline/timelinewidget.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QPrintDialog>
#include <QPrinter>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace coroscope
{

ImageOptions MainWindow::pictureOptions() const
{
    ImageOptions options;
    options.theme = m_theme;
    options.title = m_session->title();
    options.selection = m_timeline->view().selection();
    if (m_timeline->showsAllArrows())
        options.arrows = ImageArrows::All;
    else if (options.selection.isValid())
        options.arrows = ImageArrows::Selected;
    options.like = &m_timeline->lanes();
    if (!m_timeline->view().isFitted()) {
        options.from = m_timeline->view().range().from;
        options.to = m_timeline->view().range().to;
    }
    return options;
}

bool MainWindow::savePicture(const QString &path) { return savePicture(path, pictureOptions()); }

bool MainWindow::savePicture(const QString &path, const ImageOptions &options)
{
    if (!m_intervals)
        return false;
    const auto saved = saveTimelineImage(*m_intervals, path, options);
    if (!saved) {
        m_messages->showMessage(tr("The picture was not saved"), saved.fault().text());
        return false;
    }
    // Only where a picture could be written: the next one is offered the same place.
    QSettings().setValue("pictureFolder", QFileInfo(path).absolutePath());
    const QString name = QDir::toNativeSeparators(path);
    m_status->setText(saved->hiddenLanes > 0 ? tr("Saved %1, without %2 lanes that did not fit")
                                                   .arg(name, QLocale().toString(qulonglong(saved->hiddenLanes)))
                                             : tr("Saved %1").arg(name));
    return true;
}

void MainWindow::copyPicture(const ImageOptions &options)
{
    if (!m_intervals)
        return;
    QGuiApplication::clipboard()->setMimeData(timelineMimeData(*m_intervals, options).release());
    m_status->setText(tr("The picture is in the clipboard, as pixels and as SVG"));
}

void MainWindow::printPicture(const ImageOptions &options)
{
    QPrinter printer(QPrinter::HighResolution);
    printer.setPageOrientation(QPageLayout::Landscape);
    printer.setDocName(m_session->title());
    QPrintDialog dialog(&printer, this);
    dialog.setOption(QAbstractPrintDialog::PrintToFile);
    if (dialog.exec() != QDialog::Accepted || !m_intervals)
        return;
    if (printTimeline(*m_intervals, printer, options))
        m_status->setText(tr("Sent to the printer %1").arg(printer.printerName()));
    else
        m_messages->showMessage(tr("The picture was not printed"),
                                tr("%1 does not take it; save it as PDF instead").arg(printer.printerName()));
}

void MainWindow::showExport()
{
    if (!m_intervals)
        return;
    ExportDialog::Source source;
    source.intervals = m_intervals.get();
    source.visible = m_timeline->view().range();
    source.showsWhole = m_timeline->view().isFitted();
    source.selected = m_timeline->view().selectedRange();
    source.options = pictureOptions();
    // It reads the run at hand, which may be another one by the next event: nothing else goes on meanwhile.
    ExportDialog dialog(source, this);
    connect(&dialog, &ExportDialog::saveRequested, this, [this, &dialog] {
        const QString path = askForPicture();
        if (!path.isEmpty() && savePicture(path, dialog.options()))
            dialog.accept();
    });
    connect(&dialog, &ExportDialog::copyRequested, this, [this, &dialog] {
        copyPicture(dialog.options());
        dialog.accept();
    });
    connect(&dialog, &ExportDialog::printRequested, this, [this, &dialog] { printPicture(dialog.options()); });
    connect(m_session.get(), &Session::storeChanged, &dialog, &ExportDialog::forget);
    dialog.exec();
}

void MainWindow::askForTrace()
{
    if (!m_intervals)
        return;
    const QString folder = QSettings().value("traceFolder", QDir::homePath()).toString();
    const QString name = m_session->path().isEmpty() ? u"coroscope"_s : QFileInfo(m_session->path()).baseName();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the run as a trace"),
                                                      QDir(folder).filePath(name + u".coro.jsonl"_s),
                                                      tr("Traces (*.coro.jsonl *.coro.jsonl.gz)"));
    if (path.isEmpty())
        return;
    QSettings().setValue("traceFolder", QFileInfo(path).absolutePath());
    m_workbench->saveTrace(path);
}

/// Where a picture is to go; empty: nowhere.
QString MainWindow::askForPicture()
{
    const QString folder = QSettings().value("pictureFolder", QDir::homePath()).toString();
    const QString name = m_session->path().isEmpty() ? u"coroscope"_s : QFileInfo(m_session->path()).baseName();
    QString path = QFileDialog::getSaveFileName(this, tr("Save picture"), QDir(folder).filePath(name + u".png"_s),
                                                tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty() || !QFileInfo(path).suffix().isEmpty())
        return path;
    path += u".png"_s;
    return m_workbench->mayReplace(path) ? path : QString();
}

} // namespace coroscope
