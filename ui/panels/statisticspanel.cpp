// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statisticspanel.h"

#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "ui/panels/detailsbrowser.h"
#include "ui/panels/detailshtml.h"
#include "ui/panels/statisticsplots.h"
#include "ui/timeline/waittext.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int soon = 16;             // milliseconds until a change is looked at
constexpr int lazily = 500;          // of a run that goes on
constexpr int rest = 6;              // milliseconds from one slice to the next
constexpr std::size_t slice = 8'000; // intervals counted in a row
constexpr qint64 budget = 4;         // milliseconds of a tick
constexpr std::size_t mostRows = 6;

TextPiece nameOf(const Intervals &intervals, TaskId task) { return {displayName(intervals, task), {.task = task}}; }

} // namespace

StatisticsPanel::StatisticsPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_title(new QLabel(this)), m_browser(new DetailsBrowser(this)),
      m_concurrency(new ConcurrencyPlot(this)), m_waits(new HistogramPlot(tr("Waits"), this)),
      m_runs(new HistogramPlot(tr("Steps"), this))
{
    setObjectName(u"statistics"_s);
    setAccessibleName(tr("Statistics"));
    m_title->setObjectName(u"panelTitle"_s);
    setFontRole(m_title, FontRole::Strong);
    m_browser->setObjectName(u"statisticsText"_s);
    m_browser->setAccessibleName(tr("Statistics"));
    setFocusProxy(m_browser);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_title);
    texts->addWidget(m_browser, 1);
    auto *histograms = new QHBoxLayout;
    histograms->setSpacing(18);
    histograms->addWidget(m_waits);
    histograms->addWidget(m_runs);
    auto *plots = new QVBoxLayout;
    plots->setSpacing(8);
    plots->addWidget(m_concurrency, 5);
    plots->addLayout(histograms, 4);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 14, 8);
    layout->setSpacing(20);
    layout->addLayout(texts, 3);
    layout->addLayout(plots, 2);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StatisticsPanel::tick);
    connect(&view, &Viewport::selectedRangeChanged, this, [this] { schedule(soon); });
    connect(m_browser, &QTextBrowser::anchorClicked, this, &StatisticsPanel::activate);
    display();
}

StatisticsPanel::~StatisticsPanel() = default;

void StatisticsPanel::setIntervals(const Intervals *intervals)
{
    m_scan.reset();
    m_shown.reset();
    m_intervals = intervals;
    display();
    schedule(soon);
}

void StatisticsPanel::refresh() { schedule(m_intervals && m_intervals->outcome() ? soon : lazily); }

void StatisticsPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    m_concurrency->setTheme(kind);
    m_waits->setTheme(kind);
    m_runs->setTheme(kind);
    display();
}

void StatisticsPanel::showEvent(QShowEvent *) { schedule(soon); }

void StatisticsPanel::resizeEvent(QResizeEvent *) { display(); }

void StatisticsPanel::schedule(int delay)
{
    if (!isVisible())
        return;
    if (!m_timer.isActive() || m_timer.remainingTime() > delay)
        m_timer.start(delay);
}

TimeRange StatisticsPanel::wantedRange() const
{
    return view().selectedRange().value_or(TimeRange{0, m_intervals->end()});
}

bool StatisticsPanel::isStale() const
{
    if (m_intervals == nullptr || m_intervals->eventCount() == 0)
        return false;
    if (!m_shown || m_shownRange != wantedRange())
        return true;
    // A range that was over when it was counted stays as it is, but for tasks that went on in it.
    return m_shown->isOpen && m_shownEvents != m_intervals->eventCount();
}

void StatisticsPanel::begin()
{
    m_scanRange = wantedRange();
    m_scanEvents = m_intervals->eventCount();
    m_scan = std::make_unique<RangeScan>(*m_intervals, m_scanRange);
}

void StatisticsPanel::take()
{
    m_shown = m_scan->statistics();
    m_shownRange = m_scanRange;
    m_shownEvents = m_scanEvents;
    m_scan.reset();
    display();
}

void StatisticsPanel::tick()
{
    if (m_intervals == nullptr)
        return;
    // Another range is asked for: what is half counted is of no use. A run that merely went on may finish its count.
    if (m_scan && view().selectedRange() && m_scanRange != wantedRange())
        m_scan.reset();
    if (!m_scan) {
        if (!isStale())
            return;
        begin();
    }
    QElapsedTimer clock;
    clock.start();
    bool isWhole = false;
    do
        isWhole = m_scan->advance(slice);
    while (!isWhole && clock.elapsed() < budget);
    if (isWhole)
        take();
    if (!isWhole)
        m_timer.start(rest);
    else if (isStale())
        m_timer.start(m_intervals->outcome() ? soon : lazily);
}

void StatisticsPanel::finish()
{
    if (m_intervals == nullptr || m_intervals->eventCount() == 0)
        return;
    begin();
    while (!m_scan->advance(std::numeric_limits<std::uint32_t>::max())) {
    }
    take();
}

QString StatisticsPanel::plainText() const { return m_title->text() + u'\n' + m_browser->toPlainText(); }

QUrl StatisticsPanel::swatch(TaskState state, WaitKind on) const
{
    // Of all kinds the browser has a part; the address tells the theme too, as pictures are kept by it.
    const int part = state == TaskState::Running ? 0 : state == TaskState::Ready ? 1 : 2 + static_cast<int>(on);
    return QUrl(u"swatch:%1-%2"_s.arg(part).arg(static_cast<int>(m_theme)));
}

void StatisticsPanel::display()
{
    const Theme &colors = theme(m_theme);
    DetailsHtml html(colors);
    if (m_intervals == nullptr || !m_shown) {
        m_title->clear();
        html.line(textLine(m_intervals == nullptr || m_intervals->eventCount() == 0 ? tr("Nothing has run yet.")
                                                                                    : tr("Counting …"),
                           {}, Tone::Muted));
        m_browser->showHtml(html.html());
        m_concurrency->setStatistics({}, 0);
        m_waits->setHistogram({});
        m_runs->setHistogram({});
        return;
    }
    std::vector<DetailsBrowser::Part> parts{{1, colors.running}, {1, colors.ready}};
    for (const BarStyle &style : colors.waits)
        parts.push_back({1, style});
    m_browser->setParts(std::move(parts));

    const Nanoseconds end = m_intervals->end();
    const TimeRange range = m_shown->range;
    m_title->setText(
        (view().selectedRange() ? tr("Selected range, %1 to %2 · %3") : tr("Whole run, %1 to %2 · %3"))
            .arg(formatRunMoment(range.from, end), formatRunMoment(range.to, end), formatLength(range.span())));
    DetailsHtml totals(colors);
    DetailsHtml waits(colors);
    DetailsHtml tasks(colors);
    writeTotals(totals);
    writeWaits(waits);
    writeTasks(tasks);
    html.columns({{&totals, 30}, {&waits, 37}, {&tasks, 33}});
    m_browser->showHtml(html.html());
    m_concurrency->setStatistics(*m_shown, end);
    m_waits->setHistogram(m_shown->waits);
    m_runs->setHistogram(m_shown->runs);
}

void StatisticsPanel::writeTotals(DetailsHtml &html) const
{
    html.section(tr("Tasks"));
    std::vector<DetailsHtml::Row> rows{{{}, {{tr("alive in it")}}, countText(m_shown->tasks)}};
    const std::pair<QString, std::size_t> counts[] = {{tr("made"), m_shown->created},
                                                      {tr("returned"), m_shown->returned},
                                                      {tr("failed"), m_shown->failed},
                                                      {tr("cancelled"), m_shown->cancelled}};
    for (const auto &[name, count] : counts) {
        if (count > 0)
            rows.push_back({{}, {{name}}, countText(count)});
    }
    rows.push_back({{}, {{tr("steps")}}, countText(m_shown->steps)});
    html.rows(rows);
    html.section(tr("Time by state"));
    rows = {{swatch(TaskState::Running, {}), {{tr("running")}}, formatLength(m_shown->running)},
            {swatch(TaskState::Ready, {}), {{tr("ready")}}, formatLength(m_shown->ready)}};
    std::vector<WaitKind> kinds;
    for (int kind = 0; kind < waitKindCount; ++kind) {
        if (m_shown->waitingOn[static_cast<std::size_t>(kind)] > 0)
            kinds.push_back(static_cast<WaitKind>(kind));
    }
    const auto timeOf = [this](WaitKind kind) { return m_shown->waitingOn[static_cast<std::size_t>(kind)]; };
    std::ranges::stable_sort(kinds, std::ranges::greater{}, timeOf);
    for (const WaitKind kind : kinds)
        rows.push_back({swatch(TaskState::Waiting, kind), {{waitKindName(kind)}}, formatLength(timeOf(kind))});
    html.rows(rows);
}

void StatisticsPanel::writeWaits(DetailsHtml &html) const
{
    html.section(tr("Waited for"));
    std::vector<DetailsHtml::Row> rows;
    std::size_t left = 0;
    for (const WaitShare &share : m_shown->waitedFor) {
        if (rows.size() == 2 * mostRows) {
            ++left;
            continue;
        }
        std::vector<TextPiece> name{{waitKindName(share.on)}};
        if (share.object)
            name = {{displayName(*m_intervals, share.object), {.object = share.object}}};
        name.push_back({u"\u00a0×\u00a0"_s + countText(share.count)});
        rows.push_back({swatch(TaskState::Waiting, share.on), name, formatLength(share.time)});
    }
    if (rows.empty())
        html.line(textLine(tr("nothing"), {}, Tone::Muted));
    html.rows(rows);
    if (left > 0)
        html.line(textLine(tr("and %1 more"), {{countText(left)}}, Tone::Muted));
}

void StatisticsPanel::writeTasks(DetailsHtml &html) const
{
    html.section(tr("Waited longest"));
    std::vector<DetailsHtml::Row> rows;
    for (std::size_t i = 0; i < std::min(mostRows, m_shown->mostWaited.size()); ++i) {
        const TaskShare &share = m_shown->mostWaited[i];
        rows.push_back({{}, {nameOf(*m_intervals, share.task)}, formatLength(share.waiting)});
    }
    html.rows(rows);
    html.section(m_shown->running > 0 ? tr("Ran longest") : tr("Ran most often"));
    rows.clear();
    for (std::size_t i = 0; i < std::min(mostRows, m_shown->mostRun.size()); ++i) {
        const TaskShare &share = m_shown->mostRun[i];
        rows.push_back({{},
                        {nameOf(*m_intervals, share.task)},
                        m_shown->running > 0 ? formatLength(share.running) : stepsText(share.steps)});
    }
    html.rows(rows);
}

void StatisticsPanel::activate(const QUrl &url)
{
    const auto link = DetailsHtml::linkOf(url);
    if (!link || (!link->task && !link->object))
        return;
    view().select({link->task, link->object});
    view().reveal();
}

} // namespace coroscope
