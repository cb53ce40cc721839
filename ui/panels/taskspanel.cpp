// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/taskspanel.h"

#include "core/trace/intervals.h"
#include "ui/models/taskmodel.h"

#include <QTableView>

#include <array>

namespace coroscope
{
namespace
{

// In the order of TaskModel::Column.
constexpr std::array<int, TaskModel::ColumnCount> widths{130, 104, 116, 76, 80, 76, 76, 72, 76, 56, 80, 90, 130, 50};
// A slice of what is read ahead, some milliseconds at most.
constexpr std::size_t intervalsPerSlice = 20'000;

} // namespace

TasksPanel::TasksPanel(Viewport &view, QWidget *parent)
    : TablePanel(view, new TaskModel(nullptr), tr("Tasks"), tr("Filter: worker*, state:waiting, on:sem, took>1s"),
                 widths, TaskModel::Created, parent)
{
    table().setObjectName(QStringLiteral("tasks"));
}

Target TasksPanel::targetOf(std::uint32_t place) const { return {intervals()->tasks()[place].id, {}}; }

std::optional<std::uint32_t> TasksPanel::placeOf(const Target &target) const
{
    return target.task ? intervals()->placeOf(target.task) : std::nullopt;
}

bool TasksPanel::prepare()
{
    // While a run goes on frames come first: rows in sight read what they need.
    return intervals()->outcome() && !static_cast<TaskModel &>(model()).advance(intervalsPerSlice);
}

} // namespace coroscope
