// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/program.h"
#include "tests/support/sweepscenarios.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

using test::ProgramRun;
using test::runProgram;

/// `coroscope sweep` as a shell sees it.
class TestSweepCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        test::writeFile(m_folder.path(), u"jobs.yaml"_s, test::sweepJobs);
        test::writeFile(m_folder.path(), u"ends.yaml"_s, test::sweepEnds);
        test::writeFile(m_folder.path(), u"bare.yaml"_s, "coroscope: 1\nmain:\n  - sleep: 1\n");
        test::writeFile(m_folder.path(), u"bad.yaml"_s, "coroscope: 1\nmian: 3\nmain:\n  - sleep: 1\n");
    }

    void aTableIsPrinted()
    {
        const ProgramRun run = sweep({u"jobs.yaml"_s, u"--param"_s, u"permits=1..6:2"_s, u"--measure"_s,
                                      u"makespan,wait"_s, u"--measure"_s, u"throughput"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, u"permits  makespan  longest wait  throughput  outcome\n"
                          "      1    600 ms        500 ms    11.67 /s  returned\n"
                          "      3    200 ms        100 ms       35 /s  returned\n"
                          "      5    200 ms        100 ms       35 /s  returned\n"_s);
        QCOMPARE(run.code, 0);
    }

    void othersAreSetAndSeedsAreCounted()
    {
        const ProgramRun run = sweep({u"jobs.yaml"_s, u"--param"_s, u"permits"_s, u"--set"_s, u"work=1s"_s,
                                      u"--seeds"_s, u"3"_s, u"--jobs"_s, u"2"_s, u"-o"_s, u"jobs.csv"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out.section(u'\n', 0, 2), u"permits  makespan  min  max  outcome\n"
                                               "      1       6 s  6 s  6 s  returned\n"
                                               "      2       3 s  3 s  3 s  returned"_s);
        const QByteArray csv = content(u"jobs.csv"_s);
        QCOMPARE(csv.count('\n'), 1 + 6 * 3);
        QVERIFY2(csv.startsWith("permits,seed,outcome,makespan_s,message\n"
                                "1,7,returned,6,\n1,8,returned,6,\n1,9,returned,6,\n2,7,returned,3,\n"),
                 csv.constData());
    }

    void whateverTheThreadsTheFileIsTheSame()
    {
        QByteArray first;
        for (const QString &threads : {u"1"_s, u"2"_s, u"7"_s}) {
            QCOMPARE(sweep({u"jobs.yaml"_s, u"--param"_s, u"permits"_s, u"--seeds"_s, u"20"_s, u"--seed"_s, u"100"_s,
                            u"--jobs"_s, threads, u"-o"_s, u"same.csv"_s})
                         .code,
                     0);
            if (first.isEmpty())
                first = content(u"same.csv"_s);
            QCOMPARE(content(u"same.csv"_s), first);
        }
        QVERIFY(first.contains("\n6,119,returned,0.1,\n"));
    }

    void runsThatDoNotReturnAreLinesOfTheTable()
    {
        const ProgramRun run = sweep({u"ends.yaml"_s, u"--param"_s, u"mode=fine,fails,hangs"_s});
        QCOMPARE(run.out, u" mode  makespan  outcome\n"
                          " fine       1 s  returned\n"
                          "fails       1 s  failed\n"
                          "hangs       1 s  deadlock\n"_s);
        QVERIFY2(run.err.startsWith(u"coroscope: note: 1 of 3 runs: failed. The first, mode=fails with seed 0: "
                                    "ValueError: too few, \"really\"\n"
                                    "coroscope: note: 1 of 3 runs: deadlock. The first, mode=hangs with seed 0: "),
                 qPrintable(run.err));
        QCOMPARE(run.code, 0);
    }

    void aValueMayHoldAPercentSignAndADigit()
    {
        test::writeFile(m_folder.path(), u"words.yaml"_s,
                        "coroscope: 1\nparams: {word: x}\nmain:\n  - raise: {ValueError: '${word}'}\n");
        QCOMPARE(sweep({u"words.yaml"_s, u"--param"_s, u"word=50%6"_s}).err,
                 u"coroscope: note: 1 of 1 runs: failed. The first, word=50%6 with seed 0: ValueError: 50%6\n"_s);
    }

    void aLimitIsToldByTheExitCode()
    {
        const ProgramRun run = sweep(
            {u"ends.yaml"_s, u"--param"_s, u"mode"_s, u"--max-events"_s, u"5000"_s, u"--max-operations"_s, u"10000"_s});
        QCOMPARE(run.out.section(u'\n', 4, 4), u"endless         –  limit"_s);
        QVERIFY2(run.err.contains(u"coroscope: error: 2 of 5 runs: limit. The first, mode=endless with seed 0: the run "
                                  "has more than 5000 events"),
                 qPrintable(run.err));
        QCOMPARE(run.code, 4);
    }

    void aValueThatTheObjectsRefuseIsToldByTheExitCode()
    {
        const ProgramRun run = sweep({u"ends.yaml"_s, u"--param"_s, u"size=-1..0"_s});
        QCOMPARE(run.out, u"size  makespan  outcome\n"
                          "  -1         –  refused\n"
                          "   0       1 s  returned\n"_s);
        QVERIFY2(run.err.startsWith(u"coroscope: error: 1 of 2 runs: refused. The first, size=-1 with seed 0: `sem` "
                                    "cannot be made: "),
                 qPrintable(run.err));
        QCOMPARE(run.code, 2);
    }

    void aPlotIsSaved_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << u"plot.png"_s << QByteArray("\x89PNG");
        QTest::newRow("svg") << u"plot.SVG"_s << QByteArray("<?xml");
        QTest::newRow("pdf") << u"plot.pdf"_s << QByteArray("%PDF");
    }
    void aPlotIsSaved()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, start);
        const ProgramRun run = sweep({u"jobs.yaml"_s, u"--param"_s, u"permits"_s, u"-o"_s, name});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.code, 0);
        QVERIFY(content(name).startsWith(start));
    }

    void aPlotHasTheTheme()
    {
        for (const QString &theme : {u"dark"_s, u"light"_s}) {
            const QString name = theme + u".png"_s;
            QCOMPARE(sweep({u"jobs.yaml"_s, u"--param"_s, u"permits"_s, u"-o"_s, name, u"--theme"_s, theme}).code, 0);
            const QImage image(m_folder.filePath(name));
            QCOMPARE(image.pixelColor(1, 1).lightness() < 128, theme == u"dark");
        }
    }

    void aPlotHasRealText()
    {
        QCOMPARE(sweep({u"jobs.yaml"_s, u"--param"_s, u"permits"_s, u"--measure"_s, u"makespan,wait"_s, u"-o"_s,
                        u"text.svg"_s})
                     .code,
                 0);
        const QByteArray svg = content(u"text.svg"_s);
        for (const char *text : {">Jobs<", ">makespan by permits<", ">longest wait by permits<", ">permits<",
                                 "id=\"makespan-by-permits\""})
            QVERIFY2(svg.contains(text), text);
    }

    void wrongUseIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QStringList &arguments, const QString &message) {
            QTest::newRow(name) << arguments << message;
        };
        const QStringList jobsBy{u"jobs.yaml"_s, u"--param"_s};
        row("no file", {u"--param"_s, u"a=1"_s},
            u"sweep needs one file and --param NAME=VALUES; see `coroscope sweep --help`"_s);
        row("no param", {u"jobs.yaml"_s},
            u"sweep needs one file and --param NAME=VALUES; see `coroscope sweep --help`"_s);
        row("two params", jobsBy + QStringList{u"permits=1"_s, u"--param"_s, u"work=1"_s},
            u"--param: a sweep goes over one param; set the others with --set"_s);
        row("unknown param", jobsBy + QStringList{u"permit=1..3"_s},
            u"--param: no such param `permit`; there are permits, work, endless; did you mean 'permits'?"_s);
        row("without params", {u"bare.yaml"_s, u"--param"_s, u"n=1"_s},
            u"--param: this scenario has no params, so there is nothing to sweep over"_s);
        row("backwards", jobsBy + QStringList{u"permits=6..1"_s},
            u"--param: permits: `6..1` is empty, as it runs backwards; write the smaller number first"_s);
        row("too many", jobsBy + QStringList{u"permits=1..5:0.0001"_s},
            u"--param: permits: `1..5:0.0001` has 40001 values; a sweep goes through 10000 at most, so take a larger "
            "step"_s);
        row("too many runs", jobsBy + QStringList{u"permits=1..5:0.001"_s, u"--seeds"_s, u"100"_s},
            u"4001 values with 100 seeds are 400100 runs; a sweep has 100000 at most"_s);
        row("out of range", jobsBy + QStringList{u"permits=5..7"_s},
            u"--param: permits=7: a value of 6 or less is wanted"_s);
        row("set as well", jobsBy + QStringList{u"permits=1..2"_s, u"--set"_s, u"permits=3"_s},
            u"permits is set to 3 and swept over as well; do only one of them"_s);
        row("unknown measure", jobsBy + QStringList{u"permits"_s, u"--measure"_s, u"makespan,speed"_s},
            u"--measure: no such measure `speed`; there are makespan, concurrency, wait, timeouts, throughput"_s);
        row("no seeds", jobsBy + QStringList{u"permits"_s, u"--seeds"_s, u"0"_s},
            u"--seeds takes a whole number from 1 to 10000, not `0`"_s);
        row("no jobs", jobsBy + QStringList{u"permits"_s, u"--jobs"_s, u"many"_s},
            u"--jobs takes a whole number from 1 to 1000, not `many`"_s);
        row("real clock", jobsBy + QStringList{u"permits"_s, u"--clock"_s, u"real"_s},
            u"--clock real: a sweep runs in virtual time only"_s);
        row("unknown theme", jobsBy + QStringList{u"permits"_s, u"--theme"_s, u"blue"_s},
            u"--theme takes dark or light, not `blue`"_s);
        row("unknown ending", jobsBy + QStringList{u"permits"_s, u"-o"_s, u"a.txt"_s},
            u"a.txt: a sweep is saved as .csv, .png, .svg or .pdf; give the file one of these endings"_s);
        row("onto itself", jobsBy + QStringList{u"permits"_s, u"-o"_s, u"jobs.yaml"_s},
            u"jobs.yaml: this is the file that is read; write to another one"_s);
        row("no name", jobsBy + QStringList{u"permits"_s, u"-o"_s, QString()}, u"--output takes the name of a file"_s);
    }
    void wrongUseIsTold()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, message);
        const ProgramRun run = sweep(arguments);
        QCOMPARE(run.err, u"coroscope: error: "_s + message + u'\n');
        QCOMPARE(run.out, QString());
        QCOMPARE(run.code, 2);
        QCOMPARE(content(u"jobs.yaml"_s), QByteArray(test::sweepJobs));
    }

    void faultsOfTheFileAreTold()
    {
        const ProgramRun run = sweep({u"bad.yaml"_s, u"--param"_s, u"n=1"_s});
        QVERIFY2(run.err.startsWith(u"bad.yaml:2:1: error: "), qPrintable(run.err));
        QCOMPARE(run.code, 2);
    }

    void aFileThatCannotBeWrittenIsToldAfterTheTable()
    {
        const ProgramRun run = sweep({u"jobs.yaml"_s, u"--param"_s, u"permits=1"_s, u"-o"_s, u"nowhere/a.csv"_s});
        QCOMPARE(run.err, u"nowhere/a.csv: error: cannot be written: No such file or directory\n"_s);
        QCOMPARE(run.out, u"permits  makespan  outcome\n      1    600 ms  returned\n"_s);
        QCOMPARE(run.code, 2);
    }

private:
    QByteArray content(const QString &name) const
    {
        QFile opened(m_folder.filePath(name));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    ProgramRun sweep(const QStringList &arguments) const
    {
        test::ProgramOptions options;
        options.folder = m_folder.path();
        return runProgram(QStringList{u"sweep"_s} + arguments, options);
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestSweepCommand)
#include "tst_sweepcommand.moc"
