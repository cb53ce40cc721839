// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/detailspanel.h"

#include "core/analysis/awaitchain.h"
#include "core/analysis/statetext.h"
#include "core/analysis/taskstory.h"
#include "core/analysis/waitreason.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "ui/panels/detailsbrowser.h"
#include "ui/panels/detailshtml.h"
#include "ui/panels/elidedlabel.h"
#include "ui/timeline/waittext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int frame = 16;             // milliseconds from one look at the cursor to the next
constexpr int lazily = 120;           // of a run that goes on, and while there is more to look up
constexpr int rest = 8;               // from one slice to the next: the timeline paints meanwhile
constexpr std::size_t slice = 8'192;  // events looked at in a row
constexpr qint64 budget = 4;          // milliseconds of a tick
constexpr std::size_t mostShares = 8; // in the bar

/// What a share of a task's time went to.
TextPiece shareText(const RunIndex &index, const TaskTime::Share &share)
{
    switch (share.state) {
    case TaskState::Running:
        return {DetailsPanel::tr("run")};
    case TaskState::Ready:
        return {DetailsPanel::tr("ready")};
    default:
        break;
    }
    if (share.object)
        return index.name(share.object);
    return {waitKindName(share.on)};
}

} // namespace

DetailsPanel::DetailsPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_title(new ElidedLabel(this)), m_sort(new QLabel(this)), m_chip(new QLabel(this)),
      m_at(new QLabel(this)), m_browser(new DetailsBrowser(this))
{
    setObjectName(u"details"_s);
    setAccessibleName(tr("Details"));
    setFontRole(m_title, FontRole::Heading);
    m_title->setObjectName(u"panelTitle"_s);
    m_title->setContentsMargins(0, 0, 0, 0);
    setFontRole(m_sort, FontRole::MonoSmall);
    m_sort->setObjectName(u"muted"_s);
    setFontRole(m_chip, FontRole::Strong);
    m_chip->setObjectName(u"detailsState"_s);
    // Names from a trace may look like markup.
    m_chip->setTextFormat(Qt::PlainText);
    setFontRole(m_at, FontRole::Small);
    m_at->setObjectName(u"muted"_s);
    m_browser->setObjectName(u"detailsText"_s);
    m_browser->setAccessibleName(tr("Details"));
    setFocusProxy(m_browser);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 6);
    layout->setSpacing(8);
    auto *names = new QHBoxLayout;
    names->setSpacing(8);
    names->addWidget(m_title, 1);
    names->addWidget(m_sort, 0, Qt::AlignBaseline);
    names->setContentsMargins(0, 0, 6, 0);
    auto *states = new QHBoxLayout;
    states->setSpacing(8);
    states->addWidget(m_chip);
    states->addWidget(m_at);
    states->addStretch();
    layout->addLayout(names);
    layout->addLayout(states);
    layout->addSpacing(4);
    layout->addWidget(m_browser, 1);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DetailsPanel::tick);
    connect(&view, &Viewport::cursorChanged, this, [this] { schedule(When::Soon); });
    connect(&view, &Viewport::selectionChanged, this, [this] { schedule(When::Soon); });
    connect(&view, &Viewport::selectedRangeChanged, this, [this] { schedule(When::Soon); });
    connect(m_browser, &QTextBrowser::anchorClicked, this, &DetailsPanel::activate);
    display();
}

DetailsPanel::~DetailsPanel() = default;

void DetailsPanel::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    m_path.reset();
    m_time.reset();
    m_scan.reset();
    m_range.reset();
    m_index.reset();
    m_countedEvents = 0;
    m_counted.invalidate();
    if (intervals != nullptr)
        m_index = std::make_unique<RunIndex>(*intervals, RunIndex::Parts::All, std::exchange(m_history, nullptr));
    schedule(When::Soon);
}

void DetailsPanel::refresh() { schedule(When::Lazily); }

void DetailsPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    schedule(When::Soon);
}

void DetailsPanel::showEvent(QShowEvent *) { schedule(When::Soon); }

void DetailsPanel::resizeEvent(QResizeEvent *) { schedule(When::Soon); }

void DetailsPanel::schedule(When when)
{
    if (!isVisible())
        return;
    const int delay = when == When::Soon ? frame : lazily;
    if (!m_timer.isActive() || m_timer.remainingTime() > delay)
        m_timer.start(delay);
}

bool DetailsPanel::work(std::size_t events)
{
    if (!m_index)
        return true;
    m_index->update(events);
    if (m_index->isBehind())
        return false;
    const Target target = view().selection();
    if (target.task.isValid()) {
        if (!m_time || m_time->task() != target.task)
            m_time = std::make_unique<TaskTime>(*m_intervals, target.task);
        if (!m_time->advance(events))
            return false;
    }
    if (!countRange(events))
        return false;
    const auto &tasks = m_intervals->tasks();
    if (!m_path && m_intervals->outcome() && !tasks.empty())
        m_path = std::make_unique<CriticalPath>(*m_index, tasks.front().id);
    return !m_path || m_path->advance(events / 8 + 1);
}

void DetailsPanel::tick()
{
    QElapsedTimer clock;
    clock.start();
    bool isWhole = false;
    do
        isWhole = work(slice);
    while (!isWhole && clock.elapsed() < budget);
    if (isWhole || !m_displayed.isValid() || m_displayed.elapsed() >= lazily) {
        display();
        m_displayed.start();
    }
    if (!isWhole)
        m_timer.start(rest);
}

void DetailsPanel::finish()
{
    while (!work(std::numeric_limits<std::uint32_t>::max())) {
    }
    display();
}

Moment DetailsPanel::moment() const { return view().moment(m_intervals->store()); }

QString DetailsPanel::plainText() const
{
    return (QStringList{m_title->text(), m_sort->text(), m_chip->text(), m_at->text()}).join(u" | "_s) + u'\n' +
           m_browser->toPlainText();
}

void DetailsPanel::showHead(const QString &title, const QString &sort, const QString &state, const BarStyle &style)
{
    m_title->setText(title);
    m_sort->setText(sort);
    m_chip->setVisible(!state.isEmpty());
    m_chip->setText(state);
    m_chip->setStyleSheet(u"background: %1; color: %2; border-radius: 9px; padding: 2px 9px 3px 9px;"_s.arg(
        style.fill.name(), style.text.name()));
}

void DetailsPanel::display()
{
    const Theme &colors = theme(m_theme);
    DetailsHtml html(colors);
    if (!m_index || m_intervals->eventCount() == 0) {
        showHead({}, {}, {}, {});
        m_at->clear();
        html.line(textLine(tr("Nothing has run yet."), {}, Tone::Muted));
        m_browser->showHtml(html.html());
        return;
    }
    m_at->setText(tr("at %1").arg(formatRunMoment(moment().time, m_intervals->end())));
    const Target target = view().selection();
    if (const TaskTrack *task = m_intervals->task(target.task)) {
        showTask(html, *task);
    } else if (const ObjectTrack *object = m_intervals->object(target.object)) {
        showObject(html, *object);
    } else {
        showRun(html);
    }
    m_browser->showHtml(html.html());
}

void DetailsPanel::showTask(DetailsHtml &html, const TaskTrack &track)
{
    const Theme &colors = theme(m_theme);
    const Moment now = moment();
    const TaskMoment state = taskAt(*m_intervals, track, now);
    BarStyle style = colors.bar(state.state, state.on);
    if (!state.exists || state.state == TaskState::Done) {
        const bool failed = state.exists && track.outcome == Outcome::Failed;
        const bool cancelled = state.exists && track.outcome == Outcome::Cancelled;
        style = {colors.raised, colors.ink(failed ? Ink::Failed : cancelled ? Ink::Cancelled : Ink::Text), {}, {}};
    }
    showHead(displayName(track), tr("task %1").arg(track.id.value), stateText(*m_index, track.id, now), style);

    showInterval(html, track);
    if (m_index->isBehind()) {
        html.line(textLine(tr("Looking through the run …"), {}, Tone::Muted));
        return;
    }
    const auto section = [&html](const QString &title, const std::vector<TextLine> &lines) {
        if (lines.empty())
            return;
        html.section(title);
        html.lines(lines);
    };
    section(state.isWaiting() ? tr("Why it waits") : tr("What it does"), waitReason(*m_index, track.id, now));
    if (state.exists && state.state != TaskState::Done) {
        html.section(tr("Awaits"));
        html.tree(awaitChain(*m_index, track.id, now));
    }
    showTime(html);
    section(tr("Woken by"), wokenBy(*m_index, track.id, now));
    section(tr("Cancelled by"), cancelledBy(*m_index, track.id));
    section(tr("Ended"), endedHow(*m_index, track.id));
    if (!state.exists)
        section(tr("Made"),
                {track.parent ? textLine(tr("by %1 at %2"), {m_index->name(track.parent), m_index->time(track.created)})
                              : textLine(tr("at %1"), {m_index->time(track.created)})});
    showRange(html);
    showPath(html);
}

void DetailsPanel::showTime(DetailsHtml &html)
{
    if (!m_time)
        return;
    std::vector<TaskTime::Share> shares = m_time->shares();
    if (shares.empty())
        return;
    Nanoseconds total = 0;
    for (const TaskTime::Share &share : shares)
        total += share.time;
    const std::size_t shown = std::min(mostShares, shares.size());
    std::vector<DetailsBrowser::Part> parts;
    std::vector<DetailsHtml::Row> rows;
    QString key;
    const Theme &colors = theme(m_theme);
    for (std::size_t i = 0; i < shown; ++i) {
        const TaskTime::Share &share = shares[i];
        parts.push_back(
            {static_cast<double>(share.time) / static_cast<double>(total), colors.bar(share.state, share.on)});
        // The colours are in the address: the same address would show the picture from before.
        const QString look = QString::number(i) + u'-' + QString::number(static_cast<int>(share.state)) + u'-' +
                             QString::number(static_cast<int>(share.on)) + u'-' +
                             QString::number(static_cast<int>(m_theme));
        rows.push_back({QUrl(u"swatch:"_s + look), {shareText(*m_index, share)}, formatLength(share.time)});
        key += look + u'-' + QString::number(std::lround(parts.back().share * 4096)) + u'-';
    }
    Nanoseconds others = 0;
    for (std::size_t i = shown; i < shares.size(); ++i)
        others += shares[i].time;
    if (others > 0)
        rows.push_back({QUrl(u"swatch:none"_s), {{tr("%1 more").arg(shares.size() - shown)}}, formatLength(others)});
    m_browser->setParts(std::move(parts));
    html.section(tr("Its time"));
    html.bar(QUrl(u"bar:"_s + key + QString::number(m_browser->barWidth())), m_browser->barWidth(),
             DetailsBrowser::barHeight);
    html.rows(rows);
}

void DetailsPanel::activate(const QUrl &url)
{
    const auto link = DetailsHtml::linkOf(url);
    if (!link || m_intervals == nullptr)
        return;
    if (link->task || link->object) {
        view().select({link->task, link->object});
        view().reveal();
    } else if (link->event) {
        if (*link->event >= m_intervals->eventCount())
            return;
        view().setCursor(momentAfter(m_intervals->store(), *link->event));
        view().reveal();
    } else if (link->source) {
        bool isNumber = false;
        const int line = utf8(m_intervals->store().source(link->source)).section(u':', -1).toInt(&isNumber);
        if (isNumber)
            Q_EMIT sourceActivated(line);
    } else if (link->time != noTime) {
        view().setCursor(link->time);
        view().reveal();
    }
}

} // namespace coroscope
