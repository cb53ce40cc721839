// SPDX-License-Identifier: MIT
#include "core/analysis/facts.h"
#include "core/record/recorder.h"
#include "core/scenario/runner.h"
#include "core/scenario/scenariofile.h"
#include "resources/library.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <yaml-cpp/yaml.h>

#include <memory>
#include <vector>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

/// What is told of one run of a program: `NAME`, or `NAME@VARIANT` with other params.
struct Entry {
    QString name; ///< the whole of it
    QString topic;
    std::vector<std::pair<QString, QString>> set;
    std::vector<std::pair<QString, YAML::Node>> facts;

    QString program() const { return name.section(u'@', 0, 0); }
    bool isVariant() const { return name.contains(u'@'); }
};

QString textOf(const YAML::Node &node) { return QString::fromStdString(node.Scalar()); }

std::vector<Entry> readEntries()
{
    std::vector<Entry> entries;
    const QDir folder(QStringLiteral(COROSCOPE_LIBRARY_FACTS));
    for (const QString &file : folder.entryList({u"*.yaml"_s}, QDir::Files, QDir::Name)) {
        const YAML::Node document = YAML::LoadFile(folder.filePath(file).toStdString());
        for (const auto &pair : document) {
            Entry entry{textOf(pair.first), file.section(u'.', 0, 0), {}, {}};
            for (const auto &fact : pair.second) {
                if (textOf(fact.first) == u"set"_s) {
                    for (const auto &param : fact.second)
                        entry.set.emplace_back(textOf(param.first), textOf(param.second));
                } else {
                    entry.facts.emplace_back(textOf(fact.first), fact.second);
                }
            }
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

const std::vector<Entry> &entries()
{
    static const std::vector<Entry> all = readEntries();
    return all;
}

const Entry *find(const QString &name)
{
    for (const Entry &entry : entries()) {
        if (entry.name == name)
            return &entry;
    }
    return nullptr;
}

/// A run with all that its facts are looked up in.
class Run
{
public:
    static std::unique_ptr<Run> of(const QString &program, const std::vector<std::pair<QString, QString>> &set)
    {
        LoadedScenario loaded = loadScenario(libraryPath(program).value_or(program));
        for (const Fault &fault : loaded.faults)
            qWarning("%s", qPrintable(fault.text()));
        if (!loaded.faults.empty() || !loaded.scenario)
            return nullptr;
        auto run = std::make_unique<Run>();
        Recorder recorder(run->m_store);
        RunOptions options;
        options.set = set;
        options.instrument = &recorder;
        run->m_scenario = std::move(loaded.scenario);
        auto started = ScenarioRun::create(run->m_scenario, std::move(options));
        if (!started) {
            qWarning("%s", qPrintable(started.fault().text()));
            return nullptr;
        }
        started.value()->runToEnd();
        run->m_intervals.update();
        run->m_index.update();
        return run;
    }

    const RunIndex &index() const { return m_index; }
    const std::vector<LessonQuestion> &lesson() const { return m_scenario->lesson; }

private:
    std::shared_ptr<const Scenario> m_scenario;
    EventStore m_store;
    Intervals m_intervals{m_store};
    RunIndex m_index{m_intervals};
};

/// The value of a fact as a file of facts gives it.
FactValue valueOf(const YAML::Node &node, FactSort sort)
{
    if (node.IsSequence() || (sort == FactSort::Texts && node.IsNull())) {
        QStringList texts;
        for (const YAML::Node &item : node)
            texts += item.IsNull() ? u"null"_s : textOf(item);
        return texts;
    }
    if (sort == FactSort::Text || sort == FactSort::Texts)
        return node.IsNull() ? u"null"_s : textOf(node);
    double number = 0;
    return YAML::convert<double>::decode(node, number) ? FactValue(number) : FactValue(textOf(node));
}

QString lineOf(const QString &fact, const FactValue &value) { return fact + u": "_s + factText(value); }

} // namespace

class TestLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProgramHasFacts()
    {
        QStringList without;
        for (const LibraryEntry &program : libraryEntries()) {
            const Entry *const entry = find(program.name);
            if (entry == nullptr || entry->topic != program.topic)
                without += program.topic + u'/' + program.name;
        }
        QCOMPARE(without, QStringList());
    }

    void allFactsAreOfAProgram()
    {
        QStringList unknown;
        QStringList names;
        for (const Entry &entry : entries()) {
            if (!libraryPath(entry.program()))
                unknown += entry.name;
            names += entry.name;
            QVERIFY2(entry.isVariant() == !entry.set.empty(), qPrintable(entry.name));
        }
        QCOMPARE(unknown, QStringList());
        QCOMPARE(names.removeDuplicates(), 0);
    }

    void itsFactsTellTheOutcomeTheMakespanAndMore()
    {
        for (const Entry &entry : entries()) {
            if (entry.isVariant())
                continue;
            QStringList told;
            for (const auto &[fact, value] : entry.facts)
                told += fact;
            QVERIFY2(told.contains(u"outcome"_s) && told.contains(u"makespan"_s) && told.size() > 2,
                     qPrintable(entry.name));
        }
    }

    void aProgramDoesWhatItTeaches_data()
    {
        QTest::addColumn<QString>("name");
        for (const Entry &entry : entries())
            QTest::newRow(qPrintable(entry.name)) << entry.name;
    }

    void aProgramDoesWhatItTeaches()
    {
        QFETCH(QString, name);
        const Entry &entry = *find(name);
        const auto run = Run::of(entry.program(), entry.set);
        QVERIFY(run);
        QStringList expected;
        QStringList got;
        for (const auto &[text, node] : entry.facts) {
            const auto call = FactCall::parse(text);
            QVERIFY2(call.ok(), qPrintable(text + u": "_s + (call ? QString() : call.fault().message)));
            const FactValue value = valueOf(node, call->sort);
            expected += lineOf(text, value);
            const auto answer = evaluateFact(call.value(), run->index());
            if (!answer)
                got += text + u": ! "_s + answer.fault().message;
            else if (isSameFact(answer->value, value))
                got += expected.back();
            else
                got += lineOf(text, answer->value);
        }
        if (got != expected) {
            for (qsizetype i = 0; i < got.size(); ++i) {
                if (got[i] != expected[i])
                    qWarning("expected %s\n     got %s", qPrintable(expected[i]), qPrintable(got[i]));
            }
        }
        QCOMPARE(got, expected);
    }

    void everyQuestionOfALessonHasOneRightAnswer_data()
    {
        QTest::addColumn<QString>("program");
        for (const LibraryEntry &program : libraryEntries()) {
            const LoadedScenario loaded = loadScenario(program.path);
            if (loaded.scenario && !loaded.scenario->lesson.empty())
                QTest::newRow(qPrintable(program.name)) << program.name;
        }
    }

    void everyQuestionOfALessonHasOneRightAnswer()
    {
        QFETCH(QString, program);
        const auto run = Run::of(program, {});
        QVERIFY(run);
        for (const LessonQuestion &question : run->lesson()) {
            const auto answer = evaluateFact(question.answer, run->index());
            QVERIFY2(answer.ok(), qPrintable(question.ask + u": "_s + (answer ? QString() : answer.fault().message)));
            QVERIFY2(!question.explain.isEmpty(), qPrintable(question.ask));
            if (question.kind != LessonQuestion::Kind::Choices)
                continue;
            qsizetype right = 0;
            for (const QString &choice : question.choices)
                right += saysFact(choice, answer->value) ? 1 : 0;
            QVERIFY2(right == 1, qPrintable(question.ask + u": "_s + factText(answer->value)));
        }
    }

    void everyProgramIsToldOfAndIsShort()
    {
        constexpr Nanoseconds longest = 15'000'000'000;
        for (const LibraryEntry &program : libraryEntries()) {
            const auto scenario = loadScenario(program.path).scenario;
            QVERIFY2(scenario, qPrintable(program.name));
            const QString untitled = program.path.section(u'/', -1).section(u'.', 0, 0);
            QVERIFY2(!scenario->title.isEmpty() && scenario->title != untitled, qPrintable(program.name));
            QVERIFY2(scenario->description.count(u". "_s) >= 1, qPrintable(program.name));
            QVERIFY2(!scenario->tags.isEmpty() && !scenario->source.isEmpty(), qPrintable(program.name));
            for (const Parameter &parameter : scenario->parameters)
                QVERIFY2(!parameter.help.isEmpty(), qPrintable(program.name + u": "_s + parameter.name));
            const auto run = Run::of(program.name, {});
            QVERIFY2(run && run->index().intervals().end() < longest, qPrintable(program.name));
        }
    }

    void tenProgramsOrMoreHaveALesson()
    {
        qsizetype lessons = 0;
        for (const LibraryEntry &program : libraryEntries()) {
            const LoadedScenario loaded = loadScenario(program.path);
            lessons += loaded.scenario && !loaded.scenario->lesson.empty() ? 1 : 0;
        }
        QVERIFY(lessons >= 10);
    }

    void theHelpTellsOfEveryFact()
    {
        QFile file(QStringLiteral(COROSCOPE_LESSONS_HELP));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QString page = QString::fromUtf8(file.readAll()).section(u"## Facts"_s, 1);
        QStringList untold;
        for (const FactWords &words : factWords()) {
            const QString name = QString::fromUtf16(words.name);
            if (!page.contains(u'`' + name + u'`') && !page.contains(u'`' + name + u'('))
                untold += name;
        }
        QCOMPARE(untold, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
