// SPDX-License-Identifier: MIT
// Measures the window on made traces: frames beside a floor, frames while a source streams, memory, and the time to the
// first frame. Prints a table with the ratios and what they may be. No test: it measures.
#include "app/mainwindow.h"
#include "core/trace/intervals.h"
#include "tests/benchmarks/firstframe.h"
#include "tests/benchmarks/framefloor.h"
#include "tests/benchmarks/madetrace.h"
#include "tests/ui/support/fakesession.h"
#include "ui/timeline/timelinewidget.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QImage>
#include <QWindow>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <thread>

using namespace Qt::StringLiterals;

namespace coroscope::bench
{
namespace
{

constexpr QSize frameSize(1920, 1080);
constexpr double mostOfFloor = 4;
constexpr double mostOfSmall = 1.5;
constexpr double mostOfRest = 2;
constexpr double mostBytes = 40;
constexpr std::size_t fewestALane = 10;

int misses = 0;

/// Time that this thread worked: what else the machine does is not counted in.
double workedMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

double clockMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Times {
    double median = 0;
    double p99 = 0;
};

Times timesOf(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return {all[all.size() / 2], all[std::min(all.size() - 1, all.size() * 99 / 100)]};
}

const char *verdict(double value, double most)
{
    if (value <= most)
        return "";
    ++misses;
    return "  <- too much";
}

/// Where frames are looked at: a share of the run, or as many intervals as there are on average in some length of time.
struct View {
    const char *name;
    double share;     ///< of the run that is in sight; 0: see intervals
    double intervals; ///< of all lanes together
    double pan;       ///< pixels that it moves on each frame
};
constexpr View views[] = {
    {"whole run", 1, 0, 0},       {"a thirtieth", 1.0 / 30, 0, 0},  {"panning, thirtieth", 1.0 / 30, 0, 13},
    {"middle", 0, 3300, 0},       {"panning, middle", 0, 3300, 13}, {"near", 0, 100, 0},
    {"panning, near", 0, 100, 13}};

double shareOf(const View &view, std::size_t size)
{
    return view.share > 0 ? view.share : std::min(1.0, view.intervals / static_cast<double>(size));
}

void look(TimelineWidget &timeline, double share, double pan, Nanoseconds end, int frame)
{
    const auto span = static_cast<Nanoseconds>(static_cast<double>(end) * share);
    const Nanoseconds pixel = span / 1600;
    const auto moved = static_cast<Nanoseconds>(static_cast<double>(pixel) * (pan * frame));
    // Never the same picture twice, so that nothing is kept from the frame before.
    const Nanoseconds nudge = pixel / 7 * (frame % 5);
    const Nanoseconds from = (end - span) / 2 + moved + nudge;
    timeline.view().setRange({from, from + span});
}

struct Frames {
    Times widget;
    Times window;
    Times floor;
    Times windowFloor;
    std::size_t rects = 0;
    std::size_t texts = 0;
    std::size_t windowTexts = 0;
};

double measured(const std::function<void()> &work)
{
    const double before = workedMs();
    work();
    return workedMs() - before;
}

/// Takes all turns of one view in turn, so that a busy machine slows all alike.
Frames framesOf(TimelineWidget &timeline, MainWindow &window, const View &view, double share, Nanoseconds end,
                int count)
{
    QImage image(frameSize, QImage::Format_RGB32);
    std::vector<double> widget;
    std::vector<double> whole;
    std::vector<double> floor;
    std::vector<double> wholeFloor;
    Frames frames;
    for (int frame = -2; frame < count; ++frame) {
        look(timeline, share, view.pan, end, frame + 2);
        const double own = measured([&] { timeline.render(&image); });
        look(window.timeline(), share, view.pan, end, frame + 2);
        // All of it, as for the screen: render() would paint what is behind opaque widgets too.
        const double all = measured([&] { window.repaint(); });
        const Theme &colors = theme(timeline.themeKind());
        const FrameFloor least(timeline.drawList(), colors);
        const double bare = measured([&] { least.paint(image); });
        const FrameFloor wholeLeast(window.timeline().drawList(), colors, textsOf(window));
        const double wholeBare = measured([&] { wholeLeast.paint(image); });
        frames.rects = least.rectCount();
        frames.texts = least.textCount();
        frames.windowTexts = wholeLeast.textCount();
        if (frame < 0)
            continue; // fonts and tiles are made
        widget.push_back(own);
        whole.push_back(all);
        floor.push_back(bare);
        wholeFloor.push_back(wholeBare);
    }
    frames.widget = timesOf(widget);
    frames.window = timesOf(whole);
    frames.floor = timesOf(floor);
    frames.windowFloor = timesOf(wholeFloor);
    return frames;
}

void explainFrames(std::size_t lanes)
{
    std::printf("\nFrames at 1920x1080, %zu lanes; ms of work of the thread, median / 99th percentile\n", lanes);
    std::printf("floor: bars, graphs and lines of the same picture into scanlines, its texts as QStaticText; for the "
                "window with the texts of all its panels\n");
    std::printf("/small: the timeline beside the same view of the smallest trace. Middle and near hold as many "
                "intervals in every trace;\nof the whole run those with less than %zu intervals a lane show next to "
                "nothing and are not held against others;\na thirtieth holds more in a longer run and is held "
                "against its floor only.\n",
                fewestALane);
    std::printf("%-18s %9s %13s %13s %6s %13s %13s %6s %6s %6s %5s %5s\n", "view", "intervals", "timeline", "floor",
                "/floor", "window", "floor", "/floor", "/small", "rects", "texts", "all");
}

void measureFrames(const std::vector<std::size_t> &sizes, std::size_t lanes, int count, const QString &only)
{
    explainFrames(lanes);
    std::map<std::string, double> small;
    for (const std::size_t size : sizes) {
        const std::shared_ptr<EventStore> store = madeTrace(size, lanes);
        Intervals intervals(*store);
        intervals.update();
        TimelineWidget timeline;
        timeline.resize(frameSize);
        timeline.setIntervals(&intervals);
        auto session = std::make_unique<FakeSession>();
        session->nextStore = store;
        MainWindow window(std::move(session));
        window.resize(frameSize);
        window.show();
        window.openFile(u"made.coro.jsonl"_s);
        for (const double until = clockMs() + 120'000;
             window.timeline().view().extent() < intervals.end() && clockMs() < until;)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        while (!window.windowHandle()->isExposed())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        for (const View &view : views) {
            if (!only.isEmpty() && only != QString::fromLatin1(view.name))
                continue;
            const Frames frames = framesOf(timeline, window, view, shareOf(view, size), intervals.end(), count);
            const double ratio = frames.widget.median / frames.floor.median;
            const double windowRatio = frames.window.median / frames.windowFloor.median;
            const bool isHeld = view.share == 0 || (view.share == 1 && size >= fewestALane * lanes);
            double growth = 0;
            if (isHeld)
                growth = frames.widget.median / small.try_emplace(view.name, frames.widget.median).first->second;
            std::printf(
                "%-18s %9zu %6.2f/%6.2f %6.2f/%6.2f %6.2f %6.2f/%6.2f %6.2f/%6.2f %6.2f %6s %6zu %5zu %5zu%s%s%s\n",
                view.name, size, frames.widget.median, frames.widget.p99, frames.floor.median, frames.floor.p99, ratio,
                frames.window.median, frames.window.p99, frames.windowFloor.median, frames.windowFloor.p99, windowRatio,
                isHeld ? qPrintable(QString::number(growth, 'f', 2)) : "-", frames.rects, frames.texts,
                frames.windowTexts, verdict(ratio, mostOfFloor), verdict(windowRatio, mostOfFloor),
                verdict(growth, mostOfSmall));
            std::fflush(stdout);
        }
    }
}

void measureMemory(const std::vector<std::size_t> &sizes, const std::vector<std::size_t> &laneCounts)
{
    std::printf("\nMemory; bytes an interval\n%10s %8s %8s %8s %8s %8s\n", "intervals", "lanes", "events", "store",
                "rest", "all");
    for (const std::size_t lanes : laneCounts) {
        for (const std::size_t size : sizes) {
            const auto store = madeTrace(size, lanes);
            Intervals intervals(*store);
            intervals.update();
            std::size_t count = 0;
            for (const TaskTrack &track : intervals.tasks())
                count += track.intervals.size();
            const auto each = [count](std::size_t bytes) {
                return static_cast<double>(bytes) / static_cast<double>(count);
            };
            const double all = each(store->bytes() + intervals.bytes());
            // A lane has a name and a list of its own: with a few intervals each, the lanes are what takes the room.
            const bool isJudged = count >= 100 * lanes;
            std::printf("%10zu %8zu %8.2f %8.2f %8.2f %8.2f%s\n", count, lanes, each(store->size()),
                        each(store->bytes()), each(intervals.bytes()), all, isJudged ? verdict(all, mostBytes) : "");
        }
    }
}

/// Appends a million events a second until it is told to stop.
class Stream
{
public:
    explicit Stream(EventStore &store, MadeTrace &trace) : m_thread([this, &store, &trace] { run(store, trace); }) {}
    ~Stream() { stop(); }
    void stop()
    {
        m_stops = true;
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    void run(EventStore &store, MadeTrace &trace)
    {
        const std::size_t first = store.size();
        const double start = clockMs();
        while (!m_stops) {
            const auto due = static_cast<std::size_t>((clockMs() - start) * 1000);
            while (store.size() - first < due && !m_stops)
                trace.step();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    std::atomic<bool> m_stops{false};
    std::thread m_thread;
};

void measureStream(std::size_t size, std::size_t lanes, int count)
{
    EventStore store;
    MadeTrace trace(store, lanes);
    while (trace.intervals() < size)
        trace.step();
    Intervals intervals(store);
    intervals.update();
    TimelineWidget timeline;
    timeline.resize(frameSize);
    timeline.setIntervals(&intervals);
    QImage image(frameSize, QImage::Format_RGB32);
    const auto frame = [&](bool streams, int number) {
        look(timeline, 1, 0, intervals.end(), number);
        return measured([&] {
            if (streams)
                intervals.update();
            timeline.refresh();
            timeline.render(&image);
        });
    };
    constexpr double interval = 1000.0 / 60;
    const auto series = [&](bool streams) {
        std::vector<double> all;
        for (int i = -2; i < count; ++i) {
            const double next = clockMs() + interval;
            const double own = frame(streams, i + 2);
            if (i >= 0)
                all.push_back(own);
            const double left = next - clockMs();
            if (left > 0)
                std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
        }
        return timesOf(all);
    };
    const Times rest = series(false);
    const std::size_t before = store.size();
    const double start = clockMs();
    Times busy;
    {
        Stream stream(store, trace);
        busy = series(true);
        stream.stop();
    }
    const double seconds = (clockMs() - start) / 1000;
    intervals.update();
    const double rate = static_cast<double>(store.size() - before) / seconds;
    std::size_t kept = 0;
    for (const TaskTrack &track : intervals.tasks())
        kept += track.intervals.size();
    const double ratio = busy.median / rest.median;
    std::printf("\nStreaming onto %zu intervals, %zu lanes, fully zoomed out; ms of work, median / 99th percentile\n",
                size, lanes);
    std::printf("at rest %.2f/%.2f, streaming %.2f/%.2f at %.0f thousand events a second: %.2f times%s\n", rest.median,
                rest.p99, busy.median, busy.p99, rate / 1000, ratio, verdict(ratio, mostOfRest));
    const bool lost = intervals.eventCount() != store.size() || kept != trace.intervals();
    misses += lost;
    std::printf("events %zu, taken in %zu; intervals made %zu, kept %zu%s\n", store.size(), intervals.eventCount(),
                trace.intervals(), kept, lost ? "  <- some were lost" : "");
}

int run(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"bench_timeline"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the timeline on made traces."_s);
    parser.addHelpOption();
    const QCommandLineOption frames(u"frames"_s, u"Frame times beside the floor."_s);
    const QCommandLineOption memory(u"memory"_s, u"Bytes an interval."_s);
    const QCommandLineOption stream(u"stream"_s, u"Frames while a source streams."_s);
    const QCommandLineOption startup(u"startup"_s, u"Time to the first frame, with and without a file."_s);
    const QCommandLineOption most(u"most"_s, u"The most intervals; 10 million unless given."_s, u"N"_s, u"10000000"_s);
    const QCommandLineOption least(u"least"_s, u"The fewest intervals; 100 thousand unless given."_s, u"N"_s, u"0"_s);
    const QCommandLineOption only(u"lanes"_s, u"Traces of so many lanes only."_s, u"N"_s);
    const QCommandLineOption view(u"view"_s, u"Frames of that view only."_s, u"NAME"_s);
    const QCommandLineOption count(u"count"_s, u"Frames of each view; 60 unless given."_s, u"N"_s, u"60"_s);
    const QCommandLineOption quick(u"quick"_s, u"A few small ones, to see that it works."_s);
    parser.addOptions({frames, memory, stream, startup, most, least, only, view, count, quick});
    parser.process(app);
    const bool all = !parser.isSet(frames) && !parser.isSet(memory) && !parser.isSet(stream) && !parser.isSet(startup);
    const bool isQuick = parser.isSet(quick);
    const std::size_t limit = isQuick ? 30'000 : parser.value(most).toULongLong();
    const int frameCount = isQuick ? 3 : parser.value(count).toInt();
    std::vector<std::size_t> sizes;
    for (const std::size_t size : {std::size_t{100'000}, std::size_t{1'000'000}, std::size_t{10'000'000}}) {
        if (size <= limit && size >= parser.value(least).toULongLong())
            sizes.push_back(size);
    }
    if (sizes.empty())
        sizes.push_back(limit);
    std::vector<std::size_t> laneCounts = {1000, 100'000};
    if (isQuick)
        laneCounts = {100};
    else if (parser.isSet(only))
        laneCounts = {std::max<std::size_t>(1, parser.value(only).toULongLong())};

    if (all || parser.isSet(memory))
        measureMemory(sizes, laneCounts);
    if (all || parser.isSet(frames)) {
        for (const std::size_t lanes : laneCounts)
            measureFrames(sizes, lanes, frameCount, parser.value(view));
    }
    if (all || parser.isSet(stream)) {
        for (const std::size_t lanes : laneCounts)
            measureStream(std::min<std::size_t>(1'000'000, sizes.back()), lanes, 4 * frameCount);
    }
    if (all || parser.isSet(startup))
        misses += measureStartup(isQuick ? 20'000 : 1'000'000);
    std::printf("\n%d above what is allowed\n", misses);
    return isQuick ? 0 : misses > 0;
}

} // namespace
} // namespace coroscope::bench

int main(int argc, char **argv)
{
    if (const auto code = coroscope::bench::firstFrameOf(argc, argv))
        return *code;
    return coroscope::bench::run(argc, argv);
}
