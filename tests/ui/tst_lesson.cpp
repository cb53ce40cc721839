// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/runindex.h"
#include "core/scenario/scenariofile.h"
#include "tests/core/analysis/scenariotraces.h"
#include "ui/panels/lesson.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

const QByteArray scenario = "coroscope: 1\n"
                            "main:\n"
                            "  - sleep: 1.5\n"
                            "lesson:\n"
                            "  - {ask: a, number: ms, answer: makespan}\n"
                            "  - {ask: b, choices: [the loop, a thread], answer: the loop}\n"
                            "  - {ask: c, choices: [1, 2], answer: 2}\n"
                            "  - {ask: d, number: ms, answer: 1500}\n"
                            "  - {ask: e, choices: [returned, failed], answer: outcome}\n";

class TestLesson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// An answer is a fact of the run, or stands in the file.
    void predictionsAreHeldAgainstTheAnswers()
    {
        Lesson lesson(loadScenarioText(scenario, u"test.yaml"_s).scenario->lesson);
        QCOMPARE(lesson.size(), std::size_t(5));
        const auto store = test::traceOfText(scenario);
        Intervals intervals(*store);
        intervals.update();
        RunIndex run(intervals);
        run.update();

        const std::vector<Lesson::Prediction> wrong{1400.0, u"a thread"_s, u"1"_s, 1400.0, u"failed"_s};
        const std::vector<Lesson::Prediction> right{1500.0, u"the loop"_s, u"2"_s, 1500.0, u"returned"_s};
        const auto told = [&](const std::vector<Lesson::Prediction> &predictions) {
            lesson.forgetPredictions();
            for (std::size_t i = 0; i < predictions.size(); ++i)
                lesson.predict(i, predictions[i]);
            lesson.reveal(run);
            QStringList lines;
            for (std::size_t i = 0; i < lesson.size(); ++i)
                lines += lesson.verdictText(i);
            return lines;
        };
        QCOMPARE(told(wrong),
                 (QStringList{u"Not so: it is 1500 ms, and you said 1400 ms"_s,
                              u"Not so: it is the loop, and you said a thread"_s, u"Not so: it is 2, and you said 1"_s,
                              u"Not so: it is 1500 ms, and you said 1400 ms"_s,
                              u"Not so: it is returned, and you said failed"_s}));
        QCOMPARE(lesson.rightOnes(), std::size_t(0));
        QCOMPARE(told(right), (QStringList{u"Right: 1500 ms"_s, u"Right: the loop"_s, u"Right: 2"_s,
                                           u"Right: 1500 ms"_s, u"Right: returned"_s}));
        QCOMPARE(lesson.rightOnes(), std::size_t(5));
    }
};

} // namespace
} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestLesson)
#include "tst_lesson.moc"
