// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/sweepcontroller.h"
#include "app/windowdocks.h"
#include "app/windowlibrary.h"
#include "app/workbench.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/ghostbar.h"
#include "ui/panels/helppanel.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/librarypanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/openingbar.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"
#include "ui/panels/startpage.h"
#include "ui/panels/sweeppanel.h"
#include "ui/panels/taskspanel.h"
#include "ui/panels/transportbar.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylesheet.h"
#include "ui/timeline/lanefilter.h"
#include "ui/timeline/overviewwidget.h"
#include "ui/timeline/timelinewidget.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPointer>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int frameInterval = 16; ///< milliseconds
constexpr qsizetype mostRecentFiles = 10;

/// In settings; in the order of LaneOrder.
constexpr std::array<QStringView, 4> orderWords{u"start", u"name", u"duration", u"waiting"};

} // namespace

MainWindow::MainWindow(std::unique_ptr<Session> session, QWidget *parent)
    : QMainWindow(parent), m_session(std::move(session)), m_transport(new TransportBar(this))
{
    setAcceptDrops(true);
    setMinimumSize(860, 450);
    // As large as the panels like it, if the screen has room.
    constexpr QSize best(1680, 1000);
    constexpr double share = 0.92;
    resize(best.boundedTo((screen()->availableSize().toSizeF() * share).toSize()).expandedTo({1000, 680}));
    addToolBar(m_transport);
    buildCentre();
    buildDocks();
    buildMenus();
    connectSession();
    m_frames.setInterval(frameInterval);
    connect(&m_frames, &QTimer::timeout, this, &MainWindow::takeEvents);
    restoreSettings();
    takeStore();
    takeState();
    showStart();
    // Widgets that the style sheet has not polished yet get their fonts back from it when they are.
    if (textScale() != 1)
        QTimer::singleShot(0, this, [this] { setTextSize(textScale()); });
}

MainWindow::~MainWindow()
{
    // The session goes last of all, and a window that is half gone must not listen to it.
    m_session->disconnect(this);
    m_workbench->disconnect(this);
    m_timeline->setGhost(nullptr);
    m_sweep.reset();
    m_workbench.reset();
    m_laneFilter->setIntervals(nullptr);
    m_timeline->setIntervals(nullptr);
    for (Panel *panel : m_panels)
        panel->setIntervals(nullptr);
}

void MainWindow::buildCentre()
{
    m_messages = new MessageArea(this);
    m_timeline = new TimelineWidget(this);
    connect(m_messages, &MessageArea::visibilityChanged, this, &MainWindow::fitCentre);
    m_overview = new OverviewWidget(m_timeline, this);
    m_workbench = std::make_unique<Workbench>(*m_session, m_timeline->view(), this);
    m_lesson = new LessonPanel(m_timeline->view(), this);
    m_panels += m_lesson;
    connect(m_lesson, &LessonPanel::runRequested, this, [this] {
        runOrResume();
        m_timeline->setFocus();
    });
    connect(m_lesson, &LessonPanel::visibilityChanged, this, &MainWindow::fitCentre);
    connect(m_timeline, &TimelineWidget::noted, this, [this](const QString &text) { m_status->setText(text); });
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_lesson);
    layout->addWidget(m_workbench->ghostBar());
    layout->addWidget(m_overview);
    layout->addWidget(m_timeline, 1);
    m_library = new WindowLibrary(this);
    m_start = new StartPage(this);
    layout->addWidget(m_start, 1);
    setCentralWidget(centre);
    buildStart();

    m_status = new ElidedLabel(this);
    m_status->setObjectName(u"status"_s);
    m_status->setContentsMargins(12, 0, 4, 0);
    m_counts = new QLabel(this);
    m_opening = new OpeningBar(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_opening);
    statusBar()->addPermanentWidget(m_counts);
    statusBar()->setSizeGripEnabled(false);
}

// In a low window the panels give way first, then the overview, and the timeline does to a message.
void MainWindow::fitCentre()
{
    constexpr int low = 520;
    constexpr int lowest = 170;
    constexpr int lowestBelowMessage = 110;
    constexpr int lowWithLesson = 700;
    const bool hasLesson = m_lesson->isVisibleTo(this);
    const bool hasMessage = m_messages->isVisibleTo(this) || hasLesson;
    const bool isEmpty = !m_intervals && !m_session->document().isOpen();
    m_timeline->setMinimumHeight(hasMessage ? lowestBelowMessage : lowest);
    m_timeline->setVisible(!isEmpty);
    m_overview->setVisible(!isEmpty && height() >= (hasLesson ? lowWithLesson : low));
    m_start->setVisible(isEmpty);
}

// The tab bars of docks are made by Qt as they are needed, with a line below that no style sheet takes away for sure.
void MainWindow::childEvent(QChildEvent *event)
{
    QMainWindow::childEvent(event);
    // It is no tab bar before it is made, and its line comes after that.
    if (event->added()) {
        QMetaObject::invokeMethod(
            this,
            [child = QPointer(event->child())] {
                if (auto *bar = qobject_cast<QTabBar *>(child.data()))
                    bar->setDrawBase(false);
            },
            Qt::QueuedConnection);
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitCentre();
}

void MainWindow::connectSession()
{
    connect(m_session.get(), &Session::stateChanged, this, &MainWindow::takeState);
    connect(m_session.get(), &Session::storeChanged, this, &MainWindow::takeStore);
    connect(m_session.get(), &Session::advanced, this, &MainWindow::takeEvents);
    connect(m_session.get(), &Session::failed, this, [this](const QString &message) {
        const bool opening = std::exchange(m_runsWhenOpened, false) || m_opening->isReading();
        const auto faults = message.count(u'\n') + 1;
        QString summary = tr("That did not work");
        // Faults name the file that is being edited.
        const bool isFaulty = !m_session->scenario() && m_session->document().isOpen() &&
                              message.startsWith(m_session->document().name());
        if (faults > 1)
            summary = tr("%1 faults were found; nothing was run").arg(faults);
        else if (isFaulty)
            summary = tr("A fault was found; nothing was run");
        else if (!opening && m_session->canRun() && m_session->state() == RunState::Finished)
            summary = tr("The run did not end well");
        m_messages->showMessage(summary, message);
        const std::vector<Fault> &found = m_workbench->scenarioPanel()->checker().faults();
        if (isFaulty && !found.empty())
            m_messages->offerHelp({u"errors"_s, faultSection(found.front().kind)});
    });
    connect(m_session.get(), &Session::openingProgressed, m_opening, &OpeningBar::setShare);
    connect(m_opening, &OpeningBar::cancelRequested, this, [this] {
        m_session->cancelOpening();
        m_timeline->setFocus();
    });
    connect(m_transport->runAction(), &QAction::triggered, this, &MainWindow::runOrResume);
    connect(m_transport->pauseAction(), &QAction::triggered, m_session.get(), &Session::pause);
    connect(m_transport->stepBackAction(), &QAction::triggered, this, [this] { m_timeline->stepBack(); });
    connect(m_transport->stepAction(), &QAction::triggered, this, &MainWindow::stepForward);
    connect(m_transport->stopAction(), &QAction::triggered, m_session.get(), &Session::stop);
    connect(m_transport->restartAction(), &QAction::triggered, m_session.get(), &Session::restart);
    connect(m_transport->exportAction(), &QAction::triggered, this, &MainWindow::showExport);
    connect(m_transport, &TransportBar::speedChanged, m_session.get(), &Session::setSpeed);
    connect(m_transport->followAction(), &QAction::toggled, this,
            [this](bool on) { m_timeline->view().setFollowsLive(on); });
    connect(&m_timeline->view(), &Viewport::followsLiveChanged, m_transport->followAction(), &QAction::setChecked);
}

void MainWindow::openFile(const QString &path)
{
    m_messages->clear();
    m_runsWhenOpened = true;
    const bool mayOpen = m_workbench->open(path);
    // It may have told its failure already. While a trace is read the session is still that of the file before.
    if (!std::exchange(m_runsWhenOpened, false) || !mayOpen || m_opening->isReading())
        return;
    if (!beginLesson() && m_session->state() == RunState::Idle && m_session->canRun())
        m_session->run();
    if (!m_session->path().isEmpty())
        addRecentFile(m_session->path());
}

void MainWindow::askForFile()
{
    const QString folder = m_session->path().isEmpty() ? QDir::homePath() : QFileInfo(m_session->path()).absolutePath();
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open"), folder, tr("Scenarios and traces (*.yaml *.yml *.jsonl *.gz);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

QString MainWindow::statusText() const { return m_status->text(); }

QStringList MainWindow::recentFiles() const { return QSettings().value("recentFiles").toStringList(); }

void MainWindow::addRecentFile(const QString &path)
{
    // What is built in needs no remembering.
    if (path.startsWith(u':'))
        return;
    const QString whole = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(whole);
    files.prepend(whole);
    QSettings().setValue("recentFiles", files.mid(0, mostRecentFiles));
    m_start->setRecentFiles(recentFiles());
}

void MainWindow::setTheme(ThemeKind kind)
{
    const Theme &colors = theme(kind);
    QApplication::setPalette(widgetPalette(colors));
    // On the program, not the window: tooltips and dialogs are windows of their own.
    qApp->setStyleSheet(themeStyleSheet(colors));
    for (MainWindow *window : all())
        window->showTheme(kind);
}

void MainWindow::showTheme(ThemeKind kind)
{
    m_theme = kind;
    const Theme &colors = theme(kind);
    // A style sheet gives back the fonts that it found first, and menus are windows, which take no font of another.
    setFont({});
    setFont(themeFont(FontRole::Body));
    for (QWidget *widget : findChildren<QWidget *>()) {
        if (widget->isWindow())
            widget->setFont(themeFont(FontRole::Body));
    }
    refreshFonts(this);
    m_transport->setTheme(colors);
    m_timeline->setTheme(kind);
    m_overview->setTheme(kind);
    m_legend->setTheme(kind);
    for (Panel *panel : m_panels)
        panel->setTheme(kind);
    m_docks->setTheme(colors);
    m_workbench->setTheme(kind);
    m_sweepPanel->setTheme(kind);
    m_library->setTheme(kind);
    m_libraryPanel->setTheme(kind);
    m_start->setTheme(kind);
    if (m_help)
        m_help->setTheme(kind);
    setWindowIcon(themeIcon(IconName::App, theme(ThemeKind::Dark)));
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(kind));
}

void MainWindow::restoreSettings()
{
    QApplication::setStyle(u"Fusion"_s);
    const QSettings settings;
    m_theme = settings.value("theme").toString() == u"light" ? ThemeKind::Light : ThemeKind::Dark;
    setTextSize(settings.value("textSize", 1.0).toDouble());
    restoreGeometry(settings.value("geometry").toByteArray());
    if (restoreState(settings.value("windowState").toByteArray()))
        m_docks->setTouched();
    m_tasks->restoreColumns(settings.value("taskColumns").toByteArray());
    m_objects->restoreColumns(settings.value("objectColumns").toByteArray());
    m_workbench->scenarioPanel()->editor()->zoomTo(settings.value("textZoom").toInt());
    const auto order = std::ranges::find(orderWords, settings.value("laneOrder").toString());
    if (order != orderWords.end())
        m_timeline->setOrder(static_cast<LaneOrder>(order - orderWords.begin()));
    m_transport->setSpeed(settings.value("speed", 1.0).toDouble());
    m_session->setSpeed(m_transport->speed());
}

void MainWindow::saveSettings()
{
    QSettings settings;
    settings.setValue("theme", m_theme == ThemeKind::Light ? u"light"_s : u"dark"_s);
    settings.setValue("geometry", saveGeometry());
    // Panels where they were at first find their places in a window of any size.
    if (m_docks->isTouched())
        settings.setValue("windowState", saveState());
    else
        settings.remove("windowState");
    settings.setValue("textSize", textScale());
    settings.setValue("taskColumns", m_tasks->saveColumns());
    settings.setValue("objectColumns", m_objects->saveColumns());
    settings.setValue("textZoom", static_cast<int>(m_workbench->scenarioPanel()->editor()->SendScintilla(
                                      QsciScintilla::SCI_GETZOOM)));
    const auto order = static_cast<std::size_t>(m_timeline->lanes().order());
    settings.setValue("laneOrder", orderWords[order].toString());
    settings.setValue("speed", m_transport->speed());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_workbench->mayLeave()) {
        event->ignore();
        return;
    }
    saveSettings();
    m_session->stop();
    if (m_help)
        m_help->close();
    event->accept();
    m_isClosed = true;
    Q_EMIT closed();
}

bool MainWindow::beginLesson()
{
    const auto scenario = m_session->scenario();
    m_lesson->setQuestions(scenario ? scenario->lesson : std::vector<LessonQuestion>());
    return !m_lesson->isHidden();
}

void MainWindow::newScenario()
{
    if (m_workbench->newScenario())
        m_lesson->setQuestions({});
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.front().isLocalFile())
        return;
    event->acceptProposedAction();
    openFile(urls.front().toLocalFile());
}

} // namespace coroscope
