// SPDX-License-Identifier: MIT
#include "tests/core/analysis/scenariotraces.h"

#include "core/record/recorder.h"
#include "core/scenario/runner.h"
#include "core/scenario/scenariofile.h"
#include "resources/library.h"

using namespace Qt::StringLiterals;

namespace coroscope::test
{
namespace
{

std::shared_ptr<EventStore> traceOf(LoadedScenario loaded)
{
    for (const Fault &fault : loaded.faults)
        qFatal("%s", qPrintable(fault.text()));
    const std::shared_ptr<const Scenario> scenario(std::move(loaded.scenario));
    TraceMeta meta;
    meta.title = scenario->title.toStdString();
    auto store = std::make_shared<EventStore>(meta);
    Recorder recorder(*store);
    RunOptions options;
    options.instrument = &recorder;
    auto run = ScenarioRun::create(scenario, std::move(options));
    if (!run.ok())
        qFatal("%s", qPrintable(run.fault().text()));
    run.value()->runToEnd();
    return store;
}

} // namespace

std::shared_ptr<EventStore> traceOfBuiltin(const QString &name)
{
    return traceOf(loadScenario(libraryPath(name).value_or(name)));
}

std::shared_ptr<EventStore> traceOfText(const QByteArray &yaml)
{
    return traceOf(loadScenarioText(yaml, u"test.yaml"_s));
}

} // namespace coroscope::test
