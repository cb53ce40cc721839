// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/runs.h"

#include "core/record/recorder.h"
#include "core/scenario/runner.h"
#include "core/scenario/scenariofile.h"
#include "core/trace/jsonlwriter.h"

#include <QBuffer>

namespace coroscope::test
{
namespace
{

std::shared_ptr<const Scenario> whole(LoadedScenario loaded)
{
    for (const Fault &fault : loaded.faults)
        qFatal("%s", qPrintable(fault.text()));
    return std::shared_ptr<const Scenario>(std::move(loaded.scenario));
}

} // namespace

std::shared_ptr<const Scenario> scenarioOf(const QByteArray &text)
{
    return whole(loadScenarioText(text, QStringLiteral("test.yaml")));
}

std::shared_ptr<const Scenario> scenarioAt(const QString &path) { return whole(loadScenario(path)); }

std::shared_ptr<EventStore> storeFor(const Scenario &scenario)
{
    TraceMeta meta;
    meta.title = scenario.title.toStdString();
    meta.clock = scenario.clock == ScenarioClock::Real ? "real" : "virtual";
    return std::make_shared<EventStore>(meta);
}

QByteArray traceText(const EventStore &store)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (const auto fault = TraceWriter(store).writeNew(buffer))
        qFatal("%s", qPrintable(fault->text()));
    return buffer.data();
}

QByteArray traceOfRun(const std::shared_ptr<const Scenario> &scenario)
{
    const std::shared_ptr<EventStore> store = storeFor(*scenario);
    Recorder recorder(*store);
    RunOptions options;
    options.instrument = &recorder;
    auto run = ScenarioRun::create(scenario, std::move(options));
    if (!run.ok())
        qFatal("%s", qPrintable(run.fault().text()));
    run.value()->runToEnd();
    return traceText(*store);
}

} // namespace coroscope::test
