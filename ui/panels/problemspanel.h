// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/problems.h"
#include "core/base/result.h"
#include "ui/panels/helppages.h"
#include "ui/panels/panel.h"

#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

class QLabel;
class QStackedWidget;
class QTableView;

namespace coroscope
{

class ProblemModel;

/// The faults of the scenario and the problems of its run. A row that is chosen leads to the place in the file, or to
/// the time and the task.
///
/// It works while it is hidden too, so that its title can tell how many there are: a few milliseconds at a time.
class ProblemsPanel : public Panel
{
    Q_OBJECT

public:
    explicit ProblemsPanel(Viewport &view, QWidget *parent = nullptr);
    ~ProblemsPanel() override;

    /// Takes a history of the next intervals that others use, too; without it the panel keeps one of its own.
    void setHistory(std::shared_ptr<ObjectHistory> history) { m_history = std::move(history); }
    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    /// What the checker finds in the scenario as it is edited.
    void setFaults(std::vector<Fault> faults);

    /// The help on the current row, else on the panel.
    HelpPlace helpPlace() const;

    int count() const { return m_count; }
    ProblemModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    /// Finds all that is not found yet: what the timer does in slices.
    void finish();

    QSize sizeHint() const override { return {600, 170}; }

Q_SIGNALS:
    /// How many faults and problems there are, for the title.
    void countChanged(int count);
    /// A fault was chosen: its place, from 1; 0 is not known.
    void placeActivated(const QString &file, int line, int column);
    /// The help on a fault is wanted.
    void helpRequested(const HelpPlace &place);

private:
    bool work(std::size_t events);
    void tick();
    void tell();
    void setWidths();
    void activate(const QModelIndex &index);

    std::shared_ptr<ObjectHistory> m_history; ///< for the next intervals
    std::unique_ptr<RunIndex> m_index;
    std::unique_ptr<ProblemFinder> m_finder;
    ProblemModel *m_model;
    QTableView *m_table;
    QLabel *m_nothing;
    QStackedWidget *m_pages;
    QTimer m_timer;
    int m_count = 0;
};

} // namespace coroscope
