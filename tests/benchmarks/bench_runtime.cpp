// SPDX-License-Identifier: MIT
// Runs the workloads W1 to W7 on the C++ API with the trace recorded, and the same on asyncio and uvloop, in turns,
// and prints CPU times, their ratios and what must be reached. No test: it measures.
#include "core/record/recorder.h"
#include "tests/benchmarks/peer.h"
#include "tests/benchmarks/workloads.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <malloc.h>
#include <map>
#include <unistd.h>

using namespace coroscope;
using namespace coroscope::bench;

namespace
{

constexpr double mostBytesATask = 350;
constexpr double mostBytesAnEvent = 24;
constexpr double shortestTurn = 0.4e9; // ns

double cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

// Private memory that is really there: the heap, slabs, whatever.
std::size_t residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return (pages.value(1).toULongLong() - pages.value(2).toULongLong()) *
           static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The heap keeps what it once had, as it does in a program that goes on running: otherwise each round pays again for
// the first touch of its memory. The peers are told the same.
void keepHeap()
{
    constexpr int much = 1 << 30;
    mallopt(M_TRIM_THRESHOLD, much);
    mallopt(M_MMAP_THRESHOLD, much);
    qputenv("MALLOC_TRIM_THRESHOLD_", QByteArray::number(much));
    qputenv("MALLOC_MMAP_THRESHOLD_", QByteArray::number(much));
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Measured {
    std::vector<double> nanoseconds;
    std::map<QString, std::vector<double>> peers;
    double bytesAnEvent = 0;
    double bytesATask = 0;
};

void runOnce(const Workload &workload, std::size_t count, Measured &measured)
{
    EventStore store;
    std::size_t done = 0;
    const double began = cpuNanoseconds();
    {
        Recorder recorder(store);
        async::Scheduler scheduler({.instrument = &recorder});
        done = workload.run(scheduler, count, {});
    }
    measured.nanoseconds.push_back((cpuNanoseconds() - began) / static_cast<double>(done));
    measured.bytesAnEvent = static_cast<double>(store.bytes()) / static_cast<double>(store.size());
}

// A turn takes about as long as those of the peers, so that a processor which slept meanwhile is at speed.
void runTurn(const Workload &workload, std::size_t count, Measured &measured, double atLeast)
{
    const double began = cpuNanoseconds();
    do {
        runOnce(workload, count, measured);
    } while (cpuNanoseconds() - began < atLeast);
}

// What this process grows by while `count` tasks live, without a trace. To be called first of all: memory that was
// used before does not show.
double bytesOfLiveTasks(const Workload &workload, std::size_t count)
{
    async::Scheduler scheduler;
    const std::size_t before = residentBytes();
    std::size_t alive = 0;
    workload.run(scheduler, count, [&] { alive = residentBytes(); });
    return static_cast<double>(alive - before) / static_cast<double>(count);
}

void measureMemory(const Workload &workload, std::size_t count, Measured &measured)
{
    if (!workload.measuresMemory)
        return;
    // More than in a timed run, so that memory that comes in pieces of 2 MiB does not round the result up.
    count *= 4;
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--memory"), QLatin1String(workload.name), QString::number(count)});
    process.waitForFinished(-1);
    measured.bytesATask = process.readAllStandardOutput().toDouble();
}

QString verdict(bool reached) { return reached ? QStringLiteral("ok") : QStringLiteral("MISSED"); }

void printRow(const Workload &workload, const Measured &measured, const std::vector<std::unique_ptr<Peer>> &peers)
{
    const double own = median(measured.nanoseconds);
    QString line = QStringLiteral("%1  %2 %3 ns")
                       .arg(QLatin1String(workload.name))
                       .arg(QLatin1String(workload.what), -16)
                       .arg(own, 8, 'f', 1);
    for (const auto &peer : peers) {
        const double theirs = median(measured.peers.at(peer->loop()));
        line += QStringLiteral("  %1 %2 ns %3x").arg(peer->loop()).arg(theirs, 8, 'f', 0).arg(theirs / own, 6, 'f', 1);
        if (peer->loop() == QLatin1String("asyncio"))
            line += QStringLiteral(" (at least %1x: %2)")
                        .arg(workload.target)
                        .arg(verdict(theirs / own >= workload.target));
    }
    const double rounded = std::round(measured.bytesAnEvent * 10) / 10;
    line += QStringLiteral("  %1 bytes an event (at most %2: %3)")
                .arg(rounded, 0, 'f', 1)
                .arg(mostBytesAnEvent)
                .arg(verdict(rounded <= mostBytesAnEvent));
    if (workload.measuresMemory) {
        line += QStringLiteral("  %1 bytes a live task (at most %2: %3)")
                    .arg(measured.bytesATask, 0, 'f', 0)
                    .arg(mostBytesATask)
                    .arg(verdict(measured.bytesATask <= mostBytesATask));
    }
    std::puts(qUtf8Printable(line));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the runtime against asyncio and uvloop."));
    parser.addHelpOption();
    const QCommandLineOption quick(QStringLiteral("quick"),
                                   QStringLiteral("A small part of the work, once: to see that it works."));
    const QCommandLineOption rounds(QStringLiteral("rounds"), QStringLiteral("Rounds to take the median of."),
                                    QStringLiteral("N"), QStringLiteral("7"));
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("Only these workloads."),
                                  QStringLiteral("W1,W2"));
    const QCommandLineOption python(QStringLiteral("python"), QStringLiteral("The Python of the peers."),
                                    QStringLiteral("FILE"), QStringLiteral("/usr/bin/python3"));
    QCommandLineOption memory(QStringLiteral("memory"), QString(), QStringLiteral("WORKLOAD"));
    memory.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption noPeers(QStringLiteral("no-peers"), QStringLiteral("Without asyncio and uvloop."));
    parser.addOptions({quick, rounds, only, python, memory, noPeers});
    parser.process(application);
    if (parser.isSet(memory)) {
        for (const Workload &workload : workloads()) {
            if (parser.value(memory) == QLatin1String(workload.name))
                std::printf("%.1f", bytesOfLiveTasks(workload, parser.positionalArguments().value(0).toULongLong()));
        }
        return 0;
    }
    keepHeap();

    const std::size_t part = parser.isSet(quick) ? 50 : 1;
    const int roundCount = parser.isSet(quick) ? 1 : std::max(parser.value(rounds).toInt(), 1);
    const QStringList wanted = parser.value(only).split(u',', Qt::SkipEmptyParts);

    std::vector<std::unique_ptr<Peer>> peers;
    if (!parser.isSet(noPeers)) {
        for (const auto &loop : {QStringLiteral("asyncio"), QStringLiteral("uvloop")}) {
            QString problem;
            if (auto peer = Peer::start(parser.value(python), loop, problem)) {
                std::printf("%s on Python %s\n", qUtf8Printable(loop), qUtf8Printable(peer->version()));
                peers.push_back(std::move(peer));
            } else {
                std::puts(qUtf8Printable(problem));
            }
        }
    }
    std::printf("CPU time an operation, median of %d rounds in turns\n", roundCount);

    for (const Workload &workload : workloads()) {
        const QString name = QString::fromLatin1(workload.name);
        if (!wanted.isEmpty() && !wanted.contains(name))
            continue;
        const std::size_t count = workload.count / part;
        Measured measured;
        for (const auto &peer : peers)
            measured.peers[peer->loop()];
        // The first run touches memory for the first time, which costs more than the work on many machines.
        if (part == 1) {
            Measured warmUp;
            runOnce(workload, count, warmUp);
            for (const auto &peer : peers)
                peer->run(name, count / 10);
        }
        for (int round = 0; round < roundCount; ++round) {
            runTurn(workload, count, measured, part == 1 ? shortestTurn : 0);
            for (const auto &peer : peers) {
                if (const auto time = peer->run(name, count))
                    measured.peers[peer->loop()].push_back(*time);
            }
        }
        measureMemory(workload, count, measured);
        printRow(workload, measured, peers);
        std::fflush(stdout);
    }
    return 0;
}
