// SPDX-License-Identifier: MIT
#include "tests/benchmarks/firstframe.h"

#include "app/mainwindow.h"
#include "app/scenariosession.h"
#include "core/trace/tracefile.h"
#include "tests/benchmarks/madetrace.h"
#include "ui/timeline/timelinewidget.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <simdjson.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope::bench
{
namespace
{

constexpr const char *flag = "--first-frame";
constexpr double mostOfReading = 4;
constexpr int rounds = 5;

/// The same clock in both processes.
qint64 clockNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double median(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

/// Ends the program after the first paint that shows something.
class PaintWatch final : public QObject
{
public:
    PaintWatch(ScenarioSession &session, bool needsTrace, qint64 start)
        : m_session(session), m_needsTrace(needsTrace), m_start(start)
    {
        m_beat.callOnTimeout([this] { m_longestGap = std::max(m_longestGap, m_gap.restart()); });
        m_gap.start();
        m_beat.start(5);
        connect(&session, &Session::openingProgressed, this, [this] { ++m_told; });
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || (m_needsTrace && !m_session.store()) || m_isDone)
            return false;
        m_isDone = true;
        // After the paint that comes now.
        QTimer::singleShot(0, this, [this] {
            std::printf("%.3f %lld %d\n", static_cast<double>(clockNs() - m_start) * 1e-6,
                        static_cast<long long>(m_longestGap), m_told);
            std::fflush(stdout);
            QApplication::quit();
        });
        return false;
    }

private:
    ScenarioSession &m_session;
    bool m_needsTrace;
    qint64 m_start;
    QElapsedTimer m_gap;
    QTimer m_beat;
    qint64 m_longestGap = 0;
    int m_told = 0;
    bool m_isDone = false;
};

struct Started {
    double ms = 0;
    double longestGap = 0; ///< in which the window did not answer
    int told = 0;          ///< how often the progress was told
};

Started startOnce(const QString &file)
{
    QProcess child;
    QStringList arguments{QString::fromLatin1(flag), QString::number(clockNs())};
    if (!file.isEmpty())
        arguments << file;
    child.start(QApplication::applicationFilePath(), arguments);
    if (!child.waitForFinished(30'000)) {
        std::printf("a window painted nothing in 30 s\n");
        child.kill();
        child.waitForFinished();
    }
    const QByteArrayList words = child.readAllStandardOutput().simplified().split(' ');
    return {words.value(0).toDouble(), words.value(1).toDouble(), words.value(2).toInt()};
}

struct Bare {
    double bytes = 0;
    double parsed = 0;
};

/// Reads the bytes, and takes each line apart without keeping anything.
Bare bareCost(const QString &path)
{
    Bare bare;
    const qint64 start = clockNs();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return bare;
    QByteArray bytes = file.readAll();
    bare.bytes = static_cast<double>(clockNs() - start) * 1e-6;
    bytes.reserve(bytes.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    simdjson::dom::parser parser;
    std::size_t fields = 0;
    const char *line = bytes.constData();
    const char *const end = line + bytes.size();
    while (line < end) {
        const auto *const feed =
            static_cast<const char *>(std::memchr(line, '\n', static_cast<std::size_t>(end - line)));
        const char *const stop = feed ? feed : end;
        simdjson::dom::object object;
        if (parser.parse(line, static_cast<std::size_t>(stop - line), false).get(object) == simdjson::SUCCESS) {
            for (const auto field : object)
                fields += field.key.size();
        }
        line = stop + 1;
    }
    bare.parsed = static_cast<double>(clockNs() - start) * 1e-6;
    if (fields == 0)
        std::printf("nothing was read\n");
    return bare;
}

} // namespace

std::optional<int> firstFrameOf(int argc, char **argv)
{
    if (argc < 3 || std::strcmp(argv[1], flag) != 0)
        return std::nullopt;
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"Coroscope bench"_s);
    QApplication::setApplicationName(u"bench_timeline"_s);
    auto session = std::make_unique<ScenarioSession>();
    PaintWatch watch(*session, argc > 3, QByteArray(argv[2]).toLongLong());
    MainWindow window(std::move(session));
    // Without a trace the start page stands in the place of the timeline, which is not painted then.
    (argc > 3 ? static_cast<QWidget *>(&window.timeline()) : &window)->installEventFilter(&watch);
    window.resize(1920, 1080);
    window.show();
    if (argc > 3)
        window.openFile(QString::fromLocal8Bit(argv[3]));
    return QApplication::exec();
}

int measureStartup(std::size_t events)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"made.coro.jsonl"_s);
    {
        EventStore store(TraceMeta{.title = "made"});
        MadeTrace trace(store, 1000);
        while (store.size() < events)
            trace.step();
        if (const auto fault = saveTrace(store, path)) {
            std::printf("%s\n", qPrintable(fault->text()));
            return 1;
        }
    }
    std::vector<double> empty;
    std::vector<double> full;
    std::vector<double> bytes;
    std::vector<double> parsed;
    double gap = 0;
    int told = 0;
    for (int i = 0; i < rounds; ++i) {
        empty.push_back(startOnce({}).ms);
        const Started one = startOnce(path);
        full.push_back(one.ms);
        gap = std::max(gap, one.longestGap);
        told = one.told;
        const Bare bare = bareCost(path);
        bytes.push_back(bare.bytes);
        parsed.push_back(bare.parsed);
    }
    const double ratio = median(full) / median(parsed);
    const double reading = (median(full) - median(empty)) / median(parsed);
    const bool isTooMuch = reading > mostOfReading;
    std::printf("\nTime to the first painted frame; ms of the clock, medians of %d starts\n", rounds);
    std::printf("without a file %.0f; from a file of %zu events (%.0f MB) %.0f\n", median(empty), events,
                static_cast<double>(QFile(path).size()) * 1e-6, median(full));
    std::printf("bare cost of the file: its bytes %.0f, taken apart and not kept %.0f\n", median(bytes),
                median(parsed));
    std::printf("%.2f times with the start of the program, %.2f times without it%s\n", ratio, reading,
                isTooMuch ? "  <- too much" : "");
    std::printf("meanwhile the window did not answer for %.0f ms at most; progress was told %d times\n", gap, told);
    return isTooMuch ? 1 : 0;
}

} // namespace coroscope::bench
