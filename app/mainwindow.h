// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelineimage.h"

#include <QMainWindow>
#include <QTimer>

#include <chrono>
#include <memory>

class QActionGroup;
class QLabel;

namespace coroscope
{

class DetailsPanel;
class ElidedLabel;
class LaneFilter;
class LegendWidget;
class LibraryPanel;
class LessonPanel;
class LogPanel;
class MessageArea;
class ObjectsPanel;
class OpeningBar;
class OverviewWidget;
class HelpPanel;
class Panel;
struct HelpPlace;
class ProblemsPanel;
class SearchBox;
class StartPage;
class SweepController;
class SweepPanel;
class TasksPanel;
class TimelineWidget;
class TransportBar;
class WindowDocks;
class WindowLibrary;
class Workbench;

/// The window: tool bar, timeline and panels of one session.
///
/// Takes in new events once a frame while the run goes on. Remembers its place and that of its panels, the theme, the
/// sizes of texts, the order of lanes, the speed and the files opened last in QSettings.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(std::unique_ptr<Session> session, QWidget *parent = nullptr);
    ~MainWindow() override;

    Session &session() { return *m_session; }
    TimelineWidget &timeline() { return *m_timeline; }
    TransportBar &transport() { return *m_transport; }
    LogPanel &log() { return *m_log; }
    MessageArea &messages() { return *m_messages; }

    Workbench &workbench() { return *m_workbench; }

    /// Opens a file, or a copy of `library:NAME`, and, if it is a scenario, runs it. Asks before it takes away a
    /// changed text. A trace may be read for a while; until then what is open stays.
    void openFile(const QString &path);
    /// Saves what the timeline shows, all its lanes. Returns whether it could; if not the message area says why.
    bool savePicture(const QString &path);
    bool savePicture(const QString &path, const ImageOptions &options);
    void copyPicture(const ImageOptions &options);
    void printPicture(const ImageOptions &options);
    /// What a picture of the window shows: the part in sight, in its theme.
    ImageOptions pictureOptions() const;

    ThemeKind themeKind() const { return m_theme; }
    /// Of all windows: menus, tooltips and dialogs are the program's.
    void setTheme(ThemeKind kind);

    /// How large texts are in all windows, and what goes with them: 0.8 to 2; remembered.
    void setTextSize(double scale);

    /// Shows a page of the help in a window of its own.
    void showHelp(const HelpPlace &place);
    /// What F1 leads to: the page of what has the focus.
    HelpPlace helpPlace() const;
    /// The window of the help; null until it was asked for.
    HelpPanel *help() const { return m_help.get(); }

    QStringList recentFiles() const;
    /// The line at the foot of the window.
    QString statusText() const;

    /// Takes in what the run has told so far, as much as a frame has time for; the frame timer does it while the run
    /// goes on and until everything is taken in.
    void takeEvents();
    /// How long takeEvents() may read events. It always reads some: one slice of them takes no time to speak of.
    void setFrameBudget(std::chrono::milliseconds budget) { m_frameBudget = budget; }
    static constexpr std::size_t eventsPerSlice = 16'384;

    /// Whether it was closed, for good: its settings are saved and its run is asked to stop.
    bool isClosed() const { return m_isClosed; }

Q_SIGNALS:
    void closed();

protected:
    void childEvent(QChildEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildSideDocks();
    void setPlaces();
    void fitPanels(QSize size);
    static QList<MainWindow *> all();
    void showTheme(ThemeKind kind);
    void showTextSize();
    void buildTextSizeMenu(QMenu *view);
    void stepTextSize(int by);
    void buildStart();
    void showStart();
    void connectWorkbench();
    void showFaults();
    void askForTrace();
    void buildMenus();
    void buildFileMenu();
    void buildRunMenu();
    void buildViewMenu();
    void buildLanesMenu();
    void buildHelpMenu();
    void connectSession();
    void restoreSettings();
    void saveSettings();

    void fitCentre();
    /// Begins the lesson of the open scenario; returns whether it has one.
    bool beginLesson();
    void newScenario();
    void stepForward();
    void takeFilter(const QString &text);
    void takeState();
    void takeStore();
    bool takeSlices();
    void showOutcome();
    void runOrResume();
    void askForFile();
    QString askForPicture();
    void showExport();
    void addRecentFile(const QString &path);
    void fillRecentMenu();
    void showAbout();
    void updateTexts();
    QString outcomeText() const;

    std::unique_ptr<Session> m_session;
    std::shared_ptr<const EventStore> m_store;
    std::shared_ptr<Intervals> m_intervals;
    QTimer m_frames;
    std::chrono::milliseconds m_frameBudget{8};
    bool m_isBehind = false; // events of the store were left for later frames
    ThemeKind m_theme = ThemeKind::Dark;
    bool m_runsWhenOpened = false;
    bool m_isClosed = false;
    TransportBar *m_transport;
    MessageArea *m_messages = nullptr;
    OverviewWidget *m_overview = nullptr;
    TimelineWidget *m_timeline = nullptr;
    LegendWidget *m_legend = nullptr;
    QList<Panel *> m_panels; ///< all that show the run at the cursor
    LessonPanel *m_lesson = nullptr;
    LogPanel *m_log = nullptr;
    DetailsPanel *m_details = nullptr;
    ProblemsPanel *m_problems = nullptr;
    TasksPanel *m_tasks = nullptr;
    ObjectsPanel *m_objects = nullptr;
    SweepPanel *m_sweepPanel = nullptr;
    SearchBox *m_search = nullptr;
    LaneFilter *m_laneFilter = nullptr;
    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<SweepController> m_sweep;
    StartPage *m_start = nullptr;
    WindowLibrary *m_library = nullptr;
    LibraryPanel *m_libraryPanel = nullptr;
    WindowDocks *m_docks = nullptr;
    std::unique_ptr<HelpPanel> m_help; ///< once it was asked for
    QActionGroup *m_textSizes = nullptr;
    ElidedLabel *m_status = nullptr;
    QLabel *m_counts = nullptr;
    OpeningBar *m_opening = nullptr;
    QMenu *m_recentMenu = nullptr;
    QActionGroup *m_themes = nullptr;
};

} // namespace coroscope
