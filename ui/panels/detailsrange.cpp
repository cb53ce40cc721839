// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/detailspanel.h"

#include "core/analysis/runindex.h"
#include "core/analysis/words.h"
#include "ui/panels/detailshtml.h"
#include "ui/timeline/waittext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr std::size_t mostRows = 4; // of each list

} // namespace

/// Goes on counting the selected range. Returns whether it is counted.
bool DetailsPanel::countRange(std::size_t events)
{
    const auto range = view().selectedRange();
    if (!range || m_intervals->eventCount() == 0) {
        m_scan.reset();
        m_range.reset();
        return true;
    }
    if (m_scanRange != *range) {
        m_scan.reset();
        m_range.reset();
    }
    // A range that reaches the end grows with the run.
    const bool isStale = m_range && m_range->isOpen && m_scanEvents != m_intervals->eventCount();
    if (!m_scan && (!m_range || isStale)) {
        m_scanRange = *range;
        m_scanEvents = m_intervals->eventCount();
        m_scan = std::make_unique<RangeScan>(*m_intervals, *range);
    }
    if (m_scan) {
        if (!m_scan->advance(events))
            return false;
        m_range = m_scan->statistics();
        m_scan.reset();
    }
    return true;
}

/// Who ran and who waited for what in the selected range.
void DetailsPanel::showRange(DetailsHtml &html)
{
    if (!view().selectedRange())
        return;
    html.section(tr("Selected range"));
    if (!m_range) {
        html.line(textLine(tr("Counting …"), {}, Tone::Muted));
        return;
    }
    const TimeRange range = m_range->range;
    html.line(textLine(tr("%1 to %2 · %3"),
                       {m_index->time(range.from), m_index->time(range.to), {formatLength(range.span())}}));
    html.rows({{{}, {{tr("tasks alive in it")}}, countText(m_range->tasks)},
               {{}, {{tr("steps")}}, countText(m_range->steps)}});

    std::vector<DetailsHtml::Row> rows;
    const auto list = [&](const QString &title) {
        if (!rows.empty()) {
            html.section(title);
            html.rows(rows);
        }
        rows.clear();
    };
    for (const TaskShare &share : m_range->mostRun) {
        if (rows.size() < mostRows && share.steps > 0)
            rows.push_back({{},
                            {m_index->name(share.task)},
                            m_range->running > 0 ? formatLength(share.running) : stepsText(share.steps)});
    }
    list(m_range->running > 0 ? tr("Ran longest in it") : tr("Ran most often in it"));
    for (const TaskShare &share : m_range->mostWaited) {
        if (rows.size() < mostRows && share.waiting > 0)
            rows.push_back({{}, {m_index->name(share.task)}, formatLength(share.waiting)});
    }
    list(tr("Waited longest in it"));
    for (const WaitShare &share : m_range->waitedFor) {
        if (rows.size() == mostRows)
            break;
        const TextPiece what = share.object ? m_index->name(share.object) : TextPiece{waitKindName(share.on)};
        rows.push_back({{}, {what, {u"\u00a0×\u00a0"_s + countText(share.count)}}, formatLength(share.time)});
    }
    list(tr("Waited for in it"));
}

} // namespace coroscope
