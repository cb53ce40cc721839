// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/slab.h"
#include "core/runtime/scheduler.h"
#include "core/scenario/arguments.h"
#include "core/scenario/program.h"
#include "core/sync/ascompleted.h"
#include "core/sync/syncobject.h"
#include "core/sync/taskgroup.h"
#include "core/sync/timeout.h"

#include <vector>

namespace coroscope
{

class ScenarioTask;
class RunContext;
struct Frame;

/// Handle::tag() of the values that the runner makes.
enum HandleTag : std::uint16_t {
    NoTag,
    CoroutineTag,
    FutureTag,
    ObjectTag,
    TimeoutTag,
    GroupTag,
    CompletedTag,
    ResourceTag,
    GeneratorTag,
};

class ObjectHandle;

/// A coroutine object: what a call of a coroutine gives before it is awaited or made a task.
class CoroutineValue final : public Handle, public InSlab<CoroutineValue>
{
public:
    enum class Kind {
        Function, ///< of the scenario
        Method,   ///< of an object: q.get()
        Sleep,
        WaitFor,
        ToThread,
        Future, ///< awaits a future; create_task of a gather or a shield
    };

    CoroutineValue(Kind kind, RunContext &run) : Handle(CoroutineTag), m_kind(kind), m_run(run) {}
    /// Warns of a coroutine of the scenario that was never awaited, as CPython does.
    ~CoroutineValue() override;

    Kind sort() const { return m_kind; }
    QString name() const override;
    QString handleKind() const override { return QStringLiteral("coroutine"); }

    const ScenarioFunction *function = nullptr;
    SharedRef<Handle> object; ///< Method: an ObjectHandle
    Method method = Method::Unknown;
    QString verb; ///< Future: its name
    Arguments arguments;
    Value inner; ///< WaitFor, Future: the awaitable
    Value pool;
    Value result; ///< ToThread
    Nanoseconds duration = 0;
    bool hasDuration = true; ///< WaitFor: false without a limit
    bool used = false;       ///< it was awaited or made a task and has begun
    bool isOfTask = false;   ///< it was made a task

private:
    Kind m_kind;
    RunContext &m_run;
};

/// A task or future as a value.
class FutureValue final : public Handle
{
public:
    /// `name` is not used for a task, which has its own.
    FutureValue(async::FutureRef future, RunContext &run, QString name);
    ~FutureValue() override;

    async::FutureBase &future() const { return *m_future; }
    const async::FutureRef &reference() const { return m_future; }
    /// Lets go of the value of a `Future()`, when the run is over.
    void dropContents();
    QString name() const override;
    QString handleKind() const override;
    CallOutcome callMethod(QStringView method, std::span<const Value> arguments, Value &result) override;

private:
    async::FutureRef m_future;
    RunContext &m_run;
    QString m_name;
};

/// The future of `Future()` and, with a Value as its result, of anything that the runner completes itself.
using ValueFuture = async::FutureState<Value>;

/// The future of a `Future()` among the objects, which the trace tells of.
class ObjectFuture final : public ValueFuture
{
public:
    ObjectFuture(async::Scheduler &scheduler, const QString &name)
        : ValueFuture(scheduler), m_object(scheduler, ObjectKind::Future, name.toStdString())
    {
    }

    bool cancel(const async::CancelRequest &request = {}) override
    {
        if (!ValueFuture::cancel(request))
            return false;
        tellDone();
        return true;
    }
    void tellDone() const { m_object.tell(1, 0); }
    void describeWait(TaskWaiting &waiting) const override { m_object.describeWait(waiting, WaitKind::Future, 0); }

private:
    async::SyncObject m_object;
};

class TimeoutValue final : public Handle
{
public:
    explicit TimeoutValue(async::Scheduler &scheduler) : Handle(TimeoutTag), scope(scheduler) {}
    QString name() const override { return QStringLiteral("timeout"); }
    QString handleKind() const override { return name(); }

    async::TimeoutScope scope;
};

class GroupValue final : public Handle
{
public:
    GroupValue(async::Scheduler &scheduler, const QString &name)
        : Handle(GroupTag), group(scheduler, name.toStdString()), m_name(name)
    {
    }
    QString name() const override { return m_name; }
    QString handleKind() const override { return QStringLiteral("task group"); }

    async::TaskGroup group;

private:
    QString m_name;
};

class CompletedValue final : public Handle
{
public:
    explicit CompletedValue(async::Ref<async::CompletionOrder> completionOrder)
        : Handle(CompletedTag), order(std::move(completionOrder))
    {
    }
    QString name() const override { return QStringLiteral("as_completed"); }
    QString handleKind() const override { return name(); }

    async::Ref<async::CompletionOrder> order;
};

/// A resource that was entered: the variables of its `enter`, which its `exit` goes on with.
class ResourceValue final : public Handle
{
public:
    explicit ResourceValue(QString resourceName) : Handle(ResourceTag), m_name(std::move(resourceName)) {}
    QString name() const override { return m_name; }
    QString handleKind() const override { return QStringLiteral("resource"); }

    std::vector<Value> locals;

private:
    QString m_name;
};

/// An async generator: a frame that stands still between two items.
class GeneratorValue final : public Handle
{
public:
    GeneratorValue(RunContext &run, const ScenarioFunction &function, std::span<const Value> arguments);
    ~GeneratorValue() override;
    QString name() const override;
    QString handleKind() const override { return QStringLiteral("async generator"); }

    Frame *frame = nullptr; ///< null: it is exhausted or closed
    bool begun = false;
    bool running = false;
    bool closing = false;

private:
    RunContext &m_run;
    QString m_arguments;
};

/// `worker(3)`: a call as text.
QString callText(const QString &name, std::span<const Value> arguments);

/// Any object of the run as a value, the same one each time.
template <typename T, typename... Arguments>
SharedRef<T> makeHandle(Arguments &&...arguments)
{
    return SharedRef<T>(new T(std::forward<Arguments>(arguments)...));
}

} // namespace coroscope
