// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/windowdriver.h"

#include "app/scenariosession.h"
#include "ui/models/logmodel.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/timeline/drawlist.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QTableView>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace coroscope::test
{
namespace
{

QWindow *windowOf(const QWidget &widget) { return widget.window()->windowHandle(); }
QPoint inWindow(const QWidget &widget, QPoint at) { return widget.mapTo(widget.window(), at); }

/// Scrolls to a widget, and makes sure that it is what a person would hit.
void bringIntoSight(QWidget &widget, QPoint at)
{
    for (QWidget *parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent))
            area->ensureWidgetVisible(&widget);
    }
    const QWidget *hit = widget.window()->childAt(inWindow(widget, at));
    if (hit != &widget && !widget.isAncestorOf(hit))
        qFatal("%s %s is not in sight", widget.metaObject()->className(), qPrintable(widget.objectName()));
}

} // namespace

WindowDriver::WindowDriver(double speed)
{
    QCoreApplication::setOrganizationName(u"coroscope-tests"_s);
    QCoreApplication::setApplicationName(u"window"_s);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.filePath(u"settings"_s));
    QSettings().clear();
    QSettings().setValue("speed", speed);

    m_watch.setInterval(5);
    QObject::connect(&m_watch, &QTimer::timeout, &m_watch, [this] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog || m_handlers.isEmpty())
            return;
        // A dialog that it brings about is for the next one.
        const auto handle = m_handlers.takeFirst();
        if (m_handlers.isEmpty())
            m_watch.stop();
        handle(*dialog);
    });

    makeWindow();
}

void WindowDriver::makeWindow()
{
    destroyWindow();
    m_window = std::make_unique<MainWindow>(std::make_unique<ScenarioSession>());
    Workbench::Questions questions;
    questions.save = [this](const QString &text) {
        asked += text;
        return answer;
    };
    questions.reload = [this](const QString &text) {
        asked += text;
        return takesOther;
    };
    questions.replace = questions.reload;
    questions.path = [this](const QString &suggested) {
        asked += u"a path for "_s + QFileInfo(suggested).fileName();
        return chosenPath;
    };
    m_window->workbench().setQuestions(questions);
    // Whatever a test does, the models have to keep the rules for models.
    for (QAbstractItemModel *model : models())
        new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
    m_window->resize(1700, 1000);
    timeline().setAnimated(false);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window does not come up");
}

WindowDriver::~WindowDriver() { destroyWindow(); }

void WindowDriver::destroyWindow() { m_window.reset(); }

QList<QAbstractItemModel *> WindowDriver::models() const
{
    QList<QAbstractItemModel *> own;
    const auto all = m_window->findChildren<QAbstractItemModel *>();
    for (QAbstractItemModel *model : all) {
        if (QByteArrayView(model->metaObject()->className()).startsWith("coroscope::"))
            own += model;
    }
    return own;
}

// --- Files. ---

QString WindowDriver::file(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QByteArray WindowDriver::contents(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool WindowDriver::isWhole()
{
    const Intervals *intervals = timeline().intervals();
    return session().state() == RunState::Finished && intervals && &intervals->store() == session().store().get() &&
           !intervals->isBehind() && intervals->eventCount() == session().store()->size();
}

bool WindowDriver::runsToEnd()
{
    return QTest::qWaitFor([this] { return isWhole(); }, patience);
}

bool WindowDriver::comesTo(RunState state)
{
    return QTest::qWaitFor([this, state] { return session().state() == state; }, patience);
}

bool WindowDriver::openAndRun(const QString &path)
{
    const auto before = session().store();
    m_window->openFile(path);
    if (panel<LessonPanel>().isVisible())
        push(u"lessonSkip"_s);
    return QTest::qWaitFor([&] { return session().store() != before && isWhole(); }, patience);
}

// --- Questions. ---

void WindowDriver::whenAsked(std::function<void(QDialog &)> handle)
{
    m_handlers += std::move(handle);
    m_watch.start();
}

void WindowDriver::willChooseFile(const QString &path)
{
    whenAsked([path](QDialog &dialog) {
        auto *files = qobject_cast<QFileDialog *>(&dialog);
        auto *name = files ? files->findChild<QLineEdit *>(u"fileNameEdit"_s) : nullptr;
        if (!name)
            qFatal("this is no dialog for files: %s", qPrintable(dialog.windowTitle()));
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
}

// --- Hands. ---

/// After a dialog the desktop makes the window the active one again; where there is none, nobody does.
void WindowDriver::activate()
{
    if (QApplication::activeWindow())
        return;
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window does not become active");
}

void WindowDriver::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    activate();
    QTest::keyClick(m_window->windowHandle(), key, modifiers);
}

void WindowDriver::type(const QString &text)
{
    activate();
    for (const QChar character : text) {
        if (character == u'\n')
            QTest::keyClick(m_window->windowHandle(), Qt::Key_Return);
        else
            QTest::keyClick(m_window->windowHandle(), character.toLatin1());
    }
}

void WindowDriver::click(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers)
{
    bringIntoSight(widget, at);
    QTest::mouseClick(windowOf(widget), Qt::LeftButton, modifiers, inWindow(widget, at));
}

void WindowDriver::doubleClick(QWidget &widget, QPoint at)
{
    bringIntoSight(widget, at);
    QTest::mouseDClick(windowOf(widget), Qt::LeftButton, {}, inWindow(widget, at));
}

void WindowDriver::press(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers)
{
    bringIntoSight(widget, at);
    QTest::mousePress(windowOf(widget), Qt::LeftButton, modifiers, inWindow(widget, at));
}

void WindowDriver::move(QWidget &widget, QPoint to) { QTest::mouseMove(windowOf(widget), inWindow(widget, to)); }

void WindowDriver::release(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseRelease(windowOf(widget), Qt::LeftButton, modifiers, inWindow(widget, at));
}

void WindowDriver::drag(QWidget &widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
{
    press(widget, from, modifiers);
    move(widget, (from + to) / 2);
    move(widget, to);
    release(widget, to, modifiers);
}

void WindowDriver::push(const QString &objectName)
{
    auto &button = named<QAbstractButton>(objectName);
    if (!button.isVisible() || !button.isEnabled())
        qFatal("%s cannot be pressed", qPrintable(objectName));
    click(button);
}

void WindowDriver::choose(const QString &objectName)
{
    auto &action = named<QAction>(objectName);
    if (!action.isEnabled())
        qFatal("%s cannot be chosen", qPrintable(objectName));
    action.trigger();
}

void WindowDriver::openDock(const QString &objectName)
{
    auto &dock = named<QDockWidget>(objectName);
    dock.show();
    dock.raise();
    if (!QTest::qWaitFor([&] { return !dock.widget()->visibleRegion().isEmpty(); }, patience))
        qFatal("%s does not show", qPrintable(objectName));
}

void WindowDriver::focusTimeline() { timeline().setFocus(); }

QPoint WindowDriver::placeOf(const QString &name, Nanoseconds time)
{
    const auto &all = timeline().lanes().lanes();
    for (std::size_t lane = 0; lane < all.size(); ++lane) {
        if (timeline().laneName(lane) != name)
            continue;
        const TimeRange range = view().range();
        const double left = timeline().plotLeft();
        const double share = static_cast<double>(time - range.from) / static_cast<double>(range.span());
        return {static_cast<int>(left + share * (timeline().plotRight() - left)),
                timeline().laneRect(lane).center().y()};
    }
    qFatal("there is no lane %s among %s", qPrintable(name), qPrintable(lanes().join(u", "_s)));
}

void WindowDriver::clickLane(const QString &name, Nanoseconds time) { click(timeline(), placeOf(name, time)); }

void WindowDriver::clickName(const QString &name)
{
    click(timeline(), {static_cast<int>(timeline().plotLeft() / 2), placeOf(name, 0).y()});
}

// --- Eyes. ---

QString WindowDriver::details()
{
    auto &shown = panel<DetailsPanel>();
    shown.finish();
    // A picture stands there as this sign.
    return shown.plainText().remove(u"\uFFFC\n"_s);
}

QString WindowDriver::detailLine(const QString &start)
{
    const QStringList lines = details().split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(start))
            return line;
    }
    return {};
}

QStringList WindowDriver::rows(const QTableView &table)
{
    QStringList texts;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        QStringList cells;
        for (int place = 0; place < table.model()->columnCount(); ++place) {
            const int column = table.horizontalHeader()->logicalIndex(place);
            if (!table.isColumnHidden(column))
                cells += table.model()->index(row, column).data().toString();
        }
        texts += cells.join(u" | "_s);
    }
    return texts;
}

QString WindowDriver::currentRow(const QTableView &table)
{
    const int row = table.currentIndex().row();
    return row < 0 ? QString() : rows(table).value(row);
}

QStringList WindowDriver::log() { return rows(*window().log().table()); }

QStringList WindowDriver::lanes()
{
    QStringList names;
    for (std::size_t lane = 0; lane < timeline().lanes().lanes().size(); ++lane)
        names += timeline().laneName(lane);
    return names;
}

QString WindowDriver::drawn()
{
    const DrawList list = timeline().drawList();
    QString text;
    for (const DrawArea &area : list.areas)
        text += toText(area) + u"--\n"_s;
    return text;
}

double WindowDriver::cursor()
{
    const auto time = view().cursor();
    return time ? static_cast<double>(*time) / 1e6 : -1;
}

QString WindowDriver::selected()
{
    const auto lane = timeline().selectedLane();
    return lane ? timeline().laneName(*lane) : QString();
}

int WindowDriver::selectedLine() { return panel<ScenarioEditor>().selectedLine().value_or(0); }

int WindowDriver::runningLine() { return panel<ScenarioEditor>().runningLine().value_or(0); }

} // namespace coroscope::test
