// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"
#include "core/scenario/runcontext.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace coroscope
{

struct RunOptions {
    /// Knobs set from outside: NAME and VALUE as text, read as the file's own value would be.
    std::vector<std::pair<QString, QString>> set;
    std::optional<std::uint64_t> seed;
    std::optional<ScenarioClock> clock;
    RunLimits limits;
    /// Told of everything; must outlive the run.
    Instrument *instrument = nullptr;
    /// Told of each line of text.
    std::function<void(async::Scheduler &, const QString &)> onLog;
    /// How many events were told so far, for the limit.
    std::function<std::int64_t()> eventCount;
    /// Called now and then while it runs, with the number of steps so far.
    std::function<void(async::Scheduler &, std::int64_t)> onProgress;
};

/// How a run ended, in words.
struct RunResult {
    RunOutcome outcome = RunOutcome::Returned;
    /// A deadlock: who waits for what, in `message`. `main` failed: the name of the error, its message, and the line
    /// that raised it (0: not known).
    QString error{};
    QString message{};
    int line = 0;
    /// A limit was hit: what and by which option it can be raised. The outcome is Stopped then.
    QString limit{};
};

/// One run of a scenario, on a scheduler of its own.
class ScenarioRun
{
public:
    /// Binds the scenario, sets the knobs and makes its objects. Faults: a knob that does not exist or whose
    /// value it does not take, and what the objects refuse, such as a negative number of permits.
    static Result<std::unique_ptr<ScenarioRun>> create(std::shared_ptr<const Scenario> scenario, RunOptions options);
    ~ScenarioRun();

    async::Scheduler &scheduler();
    const Scenario &scenario() const;

    /// Queues `main`; a Driver, or runToEnd(), then runs it.
    void start();
    /// Runs to the end in this thread.
    RunResult runToEnd();
    /// After the end.
    RunResult result() const;
    /// Ends the run soon, also one that is busy in an expression or a loop; from any thread.
    void requestStop();

private:
    struct Private;
    explicit ScenarioRun(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace coroscope
