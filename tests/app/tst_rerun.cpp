// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariosession.h"
#include "tests/app/support/runs.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 120'000; // a guard against hanging

constexpr const char *permits = R"(coroscope: 1
title: Permits
seed: 5
params:
  permits: {value: 2, min: 1, max: 9}
  word: some
objects:
  sem: Semaphore(permits)
coroutines:
  job(i):
    - with: sem
      do:
        - sleep: ${uniform(1, 2)}
main:
  - gather: job(i)
    for: i in range(9)
  - log: "${permits} ${word}"
)";

} // namespace

/// Runs that a knob asks for: at once, in virtual time, and never more of them than are looked at.
class TestRerun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_session = std::make_unique<ScenarioSession>();
        m_failed = std::make_unique<QSignalSpy>(m_session.get(), &Session::failed);
        m_session->openText(QString::fromUtf8(permits), u"permits.yaml"_s);
        m_stored = std::make_unique<QSignalSpy>(m_session.get(), &Session::storeChanged);
    }
    void cleanup()
    {
        QCOMPARE(m_failed->size(), 0);
        m_session.reset();
    }

    void aRunHasTheKnobsAndTheSeed()
    {
        setKnob(u"permits"_s, u"4"_s);
        setKnob(u"word"_s, u"other"_s);
        m_session->setSpeed(0);
        m_session->run();
        waitForEnd();
        QVERIFY(test::traceText(*m_session->store()).contains(R"("text":"4 other")"));
        QVERIFY(!m_session->isRerun());
        QCOMPARE(m_session->shownSettings(), m_session->settings());
        const QByteArray first = test::traceText(*m_session->store());
        RunSettings settings = m_session->settings();
        settings.seed = 12;
        m_session->setSettings(settings);
        m_session->run();
        waitForEnd();
        QVERIFY(test::traceText(*m_session->store()) != first);
        QCOMPARE(m_session->facts(), u"virtual clock · seed 12"_s);
        m_session->setSettings({});
        m_session->run();
        waitForEnd();
        QCOMPARE(test::traceText(*m_session->store()), test::traceOfRun(m_session->scenario()));
    }

    void aRerunIsShownWholeAndNotBefore()
    {
        setKnob(u"permits"_s, u"4"_s);
        m_session->rerun();
        QVERIFY(!m_session->store());
        waitForEnd();
        QCOMPARE(m_stored->size(), 1);
        QVERIFY(m_session->isRerun());
        QVERIFY(test::traceText(*m_session->store()).contains(R"("text":"4 some")"));
    }

    void ofManyValuesInARowTheLastOneWins()
    {
        m_session->rerun();
        waitForEnd();
        m_stored->clear();
        QStringList shown;
        connect(m_session.get(), &Session::storeChanged, this,
                [&] { shown += m_session->shownSettings().knobs.at(u"permits"_s); });
        for (int value = 1; value <= 9; ++value) {
            setKnob(u"permits"_s, QString::number(value));
            m_session->rerun();
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_stored->size(), 2, patience);
        waitForEnd();
        QCOMPARE(shown, QStringList({u"1"_s, u"9"_s}));
        QVERIFY(test::traceText(*m_session->store()).contains(R"("text":"9 some")"));
    }

    void aPacedRunIsReplaced()
    {
        m_session->setSpeed(0.0001);
        m_session->run();
        QCOMPARE(m_session->state(), RunState::Running);
        setKnob(u"permits"_s, u"3"_s);
        m_session->rerun();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isRerun() && m_session->state() == RunState::Finished, patience);
        QVERIFY(test::traceText(*m_session->store()).contains(R"("text":"3 some")"));
    }

    void aRealClockIsVirtualInARerun()
    {
        m_session->openText(u"coroscope: 1\nclock: real\nmain:\n  - sleep: 1h\n"_s, u"long.yaml"_s);
        m_session->rerun();
        waitForEnd();
        QCOMPARE(m_session->facts(), u"virtual clock · seed 0"_s);
        QCOMPARE(m_session->store()->meta().clock, std::string("virtual"));
    }

    void aRerunThatTakesLongIsShownMeanwhileAndCanBeStopped()
    {
        m_session->openText(u"coroscope: 1\nmain:\n  - while: true\n    do:\n      - sleep: 0\n"_s, u"endless.yaml"_s);
        m_session->rerun();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), RunState::Running, patience);
        QVERIFY(m_session->isRerun());
        m_session->rerun();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->state() == RunState::Finished, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), RunState::Running, patience);
        m_session->stop();
        waitForEnd();
    }

    void faultsAreToldAndTheRunAtHandStays()
    {
        m_session->rerun();
        waitForEnd();
        const auto store = m_session->store();
        setKnob(u"permits"_s, u"12"_s);
        m_session->rerun();
        QTRY_COMPARE_WITH_TIMEOUT(m_failed->size(), 1, patience);
        QCOMPARE(m_failed->takeFirst().front().toString(), u"error: permits=12: a value from 1 to 9 is wanted"_s);
        QCOMPARE(m_session->store(), store);
        QCOMPARE(m_session->state(), RunState::Finished);
        m_session->document().setText(u"coroscope: 1\n"_s);
        m_session->rerun();
        QCOMPARE(m_failed->size(), 1);
        m_failed->clear();
        QCOMPARE(m_session->store(), store);
    }

    void aValueThatIsRefusedDoesNotTakeTheNextOneWithIt()
    {
        setKnob(u"permits"_s, u"12"_s);
        m_session->rerun();
        setKnob(u"permits"_s, u"4"_s);
        m_session->rerun();
        waitForEnd();
        QVERIFY(test::traceText(*m_session->store()).contains(R"("text":"4 some")"));
    }

    void aKnobWithoutItsParamIsLeftOut()
    {
        setKnob(u"permits"_s, u"4"_s);
        m_session->document().setText(u"coroscope: 1\nmain:\n  - pass\n"_s);
        m_session->rerun();
        waitForEnd();
    }

    void twentyRunsInARowLeaveOnlyTheLastStore()
    {
        std::vector<std::weak_ptr<const EventStore>> stores;
        for (int round = 0; round < 20; ++round) {
            setKnob(u"permits"_s, QString::number(1 + round % 9));
            m_stored->clear();
            m_session->rerun();
            QTRY_COMPARE_WITH_TIMEOUT(m_stored->size(), 1, patience);
            waitForEnd();
            stores.emplace_back(m_session->store());
        }
        const auto living = [&stores] {
            return std::count_if(stores.begin(), stores.end(), [](const auto &store) { return !store.expired(); });
        };
        QTRY_COMPARE_WITH_TIMEOUT(living(), 1, patience);
        m_session->openText(u"coroscope: 1\nmain:\n  - pass\n"_s, u"other.yaml"_s);
        QTRY_COMPARE_WITH_TIMEOUT(living(), 0, patience);
    }

    void theSessionMayEndDuringARerun()
    {
        m_session->openText(u"coroscope: 1\nmain:\n  - while: true\n    do:\n      - pass\n"_s, u"busy.yaml"_s);
        m_session->rerun();
        m_session->rerun();
        m_session = std::make_unique<ScenarioSession>();
    }

private:
    void setKnob(const QString &name, const QString &value)
    {
        RunSettings settings = m_session->settings();
        settings.knobs[name] = value;
        m_session->setSettings(settings);
    }
    void waitForEnd() { QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), RunState::Finished, patience); }

    std::unique_ptr<ScenarioSession> m_session;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_stored;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestRerun)
#include "tst_rerun.moc"
