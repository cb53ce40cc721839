// SPDX-License-Identifier: MIT
#include "casefile.h"

#include "core/scenario/pythonwriter.h"
#include "core/scenario/scenariofile.h"
#include "resources/library.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace coroscope;

namespace
{

QString written(const QByteArray &scenario)
{
    const LoadedScenario loaded = loadScenarioText(scenario, QStringLiteral("x.coro.yaml"));
    if (!loaded.ok())
        return loaded.faults.front().text();
    const Result<QString> program = writePython(*loaded.scenario);
    return program ? program.value() : program.fault().text();
}

/// A scenario with a value of each sort in a variable, and `expression` assigned to `r` at its end.
QByteArray around(const QByteArray &expression)
{
    QByteArray quoted = expression;
    quoted.replace("'", "''");
    return "coroscope: 1\n"
           "params: {size: 3, rate: 0.5}\n"
           "objects: {sem: Semaphore(size), q: Queue(), sink: Queue()}\n"
           "coroutines:\n"
           "  work(k): [{sleep: 1}, {return: \"${k}\"}]\n"
           "main:\n"
           "  - call: sink.put_nowait(1)\n"
           "  - call: sink.put_nowait(\"text\")\n"
           "  - call: sink.get_nowait()\n"
           "    as: any\n"
           "  - let: {i: 1, x: 0.5, s: text, b: true, xs: [1, 2], names: [a, b], empty: [], m: {k: 1}}\n"
           "  - create_task: work(1)\n"
           "    as: t\n"
           "  - try: [pass]\n"
           "    except:\n"
           "      - Exception: [{let: {caught: \"${e}\"}}]\n"
           "        as: e\n"
           "  - let: {r: '${" +
           quoted + "}'}\n";
}

} // namespace

/// The Python that scenarios become, word for word.
class PythonWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void scenariosBecomePrograms_data();
    void scenariosBecomePrograms();
    void expressionsBecomePython_data();
    void expressionsBecomePython();
    void writingTwiceGivesTheSame();
    void programsAreValidPython();
};

void PythonWriterTest::scenariosBecomePrograms_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    const std::vector<TestCase> cases = readCases(QFINDTESTDATA("data/python-programs.txt"));
    QVERIFY(!cases.empty());
    for (const TestCase &test : cases)
        QTest::newRow(test.name.constData()) << test.input << test.expected;
}

void PythonWriterTest::scenariosBecomePrograms()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QString, expected);
    const QStringList lines = written(input).split(u'\n');
    const QStringList expectedLines = expected.split(u'\n');
    for (qsizetype line = 0; line < qMin(lines.size(), expectedLines.size()); ++line)
        QCOMPARE(lines[line], expectedLines[line]);
    QCOMPARE(lines.size(), expectedLines.size());
}

void PythonWriterTest::expressionsBecomePython_data()
{
    QTest::addColumn<QByteArray>("expressions");
    QTest::addColumn<QString>("expected");
    const std::vector<TestCase> cases = readCases(QFINDTESTDATA("data/python-expressions.txt"));
    QVERIFY(!cases.empty());
    for (const TestCase &test : cases)
        QTest::newRow(test.name.constData()) << test.input << test.expected;
}

void PythonWriterTest::expressionsBecomePython()
{
    static const QRegularExpression assigned(QStringLiteral("^    r = (.*)$"), QRegularExpression::MultilineOption);
    QFETCH(const QByteArray, expressions);
    QFETCH(const QString, expected);
    QString got;
    for (const QByteArray &expression : expressions.trimmed().split('\n')) {
        const QString program = written(around(expression));
        const auto match = assigned.match(program);
        got += (match.hasMatch() ? match.captured(1) : program.section(u'\n', 0, 0)) + u'\n';
    }
    QCOMPARE(got, expected);
}

void PythonWriterTest::writingTwiceGivesTheSame()
{
    for (const TestCase &test : readCases(QFINDTESTDATA("data/python-programs.txt")))
        QCOMPARE(written(test.input), written(test.input));
}

void PythonWriterTest::programsAreValidPython()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QStringLiteral("import sys; sys.exit(sys.version_info < (3, 11))")});
    if (python.isEmpty() || !process.waitForFinished() || process.exitCode() != 0)
        QSKIP("there is no Python of version 3.11 or newer");

    QTemporaryDir folder;
    QStringList files;
    const auto save = [&folder, &files](const QString &program) {
        QFile file(folder.filePath(QStringLiteral("program%1.py").arg(files.size())));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(program.toUtf8());
        files.append(file.fileName());
    };
    for (const TestCase &test : readCases(QFINDTESTDATA("data/python-programs.txt")))
        save(written(test.input));
    for (const QString &path : builtinScenarios()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        save(written(file.readAll()));
    }
    QVERIFY(files.size() > 18);
    const QString check = QStringLiteral("import ast, sys\n"
                                         "for path in sys.argv[1:]:\n"
                                         "    ast.parse(open(path, encoding='utf-8').read(), path)\n");
    process.start(python, QStringList{QStringLiteral("-c"), check} + files);
    QVERIFY(process.waitForFinished());
    QCOMPARE(QString::fromUtf8(process.readAllStandardError()), QString{});
    QCOMPARE(process.exitCode(), 0);
}

QTEST_APPLESS_MAIN(PythonWriterTest)
#include "tst_pythonwriter.moc"
