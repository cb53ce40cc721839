// SPDX-License-Identifier: MIT
// Times of the tables of tasks at 100,000 rows beside a floor: std::sort of keys that are there already, and a walk
// over the names. `--quick` runs few rows, to see that it works.
#include "core/analysis/filteredset.h"
#include "tests/ui/support/sampletraces.h"
#include "ui/models/searchmodel.h"
#include "ui/models/taskmodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/taskspanel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPixmap>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// The middle one of some runs, in milliseconds.
template <typename Run>
double median(int rounds, const Run &run)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        run(round);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void tell(const char *what, double time, double floor = 0)
{
    if (floor > 0)
        std::printf("%-52s %9.2f ms   %5.1f x floor\n", what, time, time / floor);
    else
        std::printf("%-52s %9.2f ms\n", what, time);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const bool isQuick = app.arguments().contains(u"--quick"_s);
    const int count = isQuick ? 2'000 : 100'000;
    const int rounds = isQuick ? 3 : 9;
    const auto store = crowdTrace(count);
    Intervals intervals(*store);
    intervals.update();
    std::printf("%zu tasks, %zu events\n\n", intervals.tasks().size(), store->size());

    // The floor: as many keys, in no order, with their rows.
    std::mt19937_64 random(1);
    std::vector<std::pair<std::int64_t, std::uint32_t>> keys(intervals.tasks().size());
    const double sortFloor = median(rounds, [&](int) {
        for (std::uint32_t i = 0; i < keys.size(); ++i)
            keys[i] = {static_cast<std::int64_t>(random() >> 1), i};
        std::sort(keys.begin(), keys.end());
    });
    std::size_t letters = 0;
    const double walkFloor = median(rounds, [&](int) {
        for (const TaskTrack &task : intervals.tasks())
            letters += task.name.find("ker(7") != std::string::npos ? 1 : 0;
    });
    tell("floor: std::sort of random keys", sortFloor);
    tell("floor: std::string::find in all names", walkFloor);

    const Moment middle = momentAt(*store, intervals.end() / 2);
    TaskModel model;
    const double open = median(1, [&](int) { model.setIntervals(&intervals); });
    tell("model: a trace is opened", open);
    model.setMoment(middle);
    const std::pair<const char *, int> columns[] = {
        {"sort by name", TaskModel::Name},
        {"sort by state", TaskModel::State},
        {"sort by what it waits for", TaskModel::WaitsFor},
        {"sort by end", TaskModel::Ended},
        {"sort by running time", TaskModel::Running},
        {"sort by result", TaskModel::ResultText},
    };
    for (const auto &[what, column] : columns) {
        model.sort(TaskModel::Created);
        const std::string first = std::string(what) + ", the first time";
        tell(first.c_str(), median(1, [&, by = column](int) { model.sort(by, Qt::DescendingOrder); }), sortFloor);
        tell(what,
             median(rounds,
                    [&, by = column](int round) {
                        model.sort(by, round % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
                    }),
             sortFloor);
    }
    model.sort(TaskModel::Created);
    const char *filters[] = {"ker(7",        "name:walker(1*7)", "state:waiting", "state:waiting on:sleep -name:*5)",
                             "waited>500ms", "state:timedout"};
    for (const char *text : filters) {
        const TraceFilter filter = TraceFilter::parse(QString::fromLatin1(text)).take();
        const std::string what = std::string("filter ") + text;
        tell(what.c_str(),
             median(rounds,
                    [&](int round) {
                        model.setFilter({});
                        model.setMoment(momentAt(*store, intervals.end() / (2 + round)));
                        model.setFilter(filter);
                    }),
             walkFloor);
    }
    FilteredSet set;
    set.setIntervals(&intervals);
    set.setFilter(TraceFilter::parse(u"state:waiting on:sleep"_s).take());
    tell("lanes: set of a filter of states, another cursor",
         median(rounds,
                [&](int round) {
                    set.setMoment(momentAt(*store, intervals.end() / (2 + round)));
                    set.advance();
                }),
         walkFloor);
    SearchModel search;
    search.setIntervals(&intervals);
    tell("search: walker(99",
         median(rounds,
                [&](int) {
                    search.search(u"walker(99"_s);
                    search.advance();
                }),
         walkFloor);

    Viewport view;
    view.setExtent(intervals.end());
    TasksPanel panel(view);
    panel.resize(1200, 400);
    panel.show();
    panel.setIntervals(&intervals);
    QApplication::processEvents();
    QPixmap frame(panel.size());
    QScrollBar *bar = panel.table().verticalScrollBar();
    std::printf("\n");
    tell("panel: a frame, scrolled elsewhere", median(isQuick ? 3 : 60, [&](int round) {
             bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * (round * 37 % 60) / 60));
             panel.table().viewport()->render(&frame);
         }));
    tell("panel: a frame, another cursor", median(isQuick ? 3 : 60, [&](int round) {
             view.setCursor(intervals.end() * round / 60);
             panel.table().viewport()->render(&frame);
         }));
    tell("panel: a filter, typed, and a frame", median(rounds, [&](int round) {
             panel.filterLine().setText(round % 2 == 0 ? u"walker(1"_s : u"walker(12"_s);
             panel.table().viewport()->render(&frame);
         }));
    panel.setIntervals(nullptr);
    return letters == 0 ? 1 : 0;
}
