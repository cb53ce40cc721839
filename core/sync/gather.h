// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"

#include <concepts>
#include <ranges>
#include <tuple>
#include <variant>
#include <vector>

namespace coroscope::async
{

/// asyncio.gather: a future that is done when all of its children are.
///
/// One callback a child, run in the turn after the child is done; the last one completes the gather. Without
/// `returnExceptions` the first child that fails or is cancelled completes it at once; the others go on.
/// A cancel of the gather cancels every child that is not done, and the gather ends as cancelled when they
/// have ended. Children may repeat; a child counts once.
class Gathering : public FutureBase
{
public:
    /// Children that are done already are counted at once, as in asyncio; `object` is its id in the trace.
    static Ref<Gathering> make(Scheduler &scheduler, const std::vector<FutureRef> &children, bool returnExceptions,
                               ObjectId object = {})
    {
        return makeOf(scheduler, children, returnExceptions, object,
                      [](const FutureRef &future) -> FutureBase & { return *future; });
    }
    /// As make(), of anything in which `futureIn` finds the futures.
    template <typename List, typename FutureIn>
    static Ref<Gathering> makeOf(Scheduler &scheduler, const List &children, bool returnExceptions, ObjectId object,
                                 FutureIn futureIn)
    {
        Ref<Gathering> gathering(new Gathering(scheduler, children.size(), returnExceptions, object));
        for (const auto &child : children)
            gathering->add(futureIn(child));
        gathering->countThoseDone();
        return gathering;
    }
    ~Gathering() override;

    const std::vector<FutureRef> &children() const { return m_children; }
    bool cancel(const CancelRequest &request = {}) override;
    void describeWait(TaskWaiting &waiting) const override;

private:
    struct Child : DoneCallback {
        Child(Gathering &gathering, FutureBase &child)
            : DoneCallback(&Gathering::childIsDone), owner(&gathering), future(&child)
        {
        }
        Gathering *owner;
        FutureBase *future;
    };

    Gathering(Scheduler &scheduler, std::size_t children, bool returnExceptions, ObjectId object);
    static void childIsDone(Handle &handle);
    void add(FutureBase &child);
    void countThoseDone();
    void count(FutureBase &child, State outcome);

    std::vector<FutureRef> m_children;
    std::vector<Child> m_callbacks; // one for each distinct child; none moves
    std::uint32_t m_stamp;
    std::size_t m_distinct = 0;
    std::size_t m_doneAlready = 0;
    std::size_t m_done = 0;
    std::vector<TaskId> m_tasks; // for the trace
    ObjectId m_object;
    bool m_returnExceptions;
    bool m_cancelRequested = false;
};

/// A new object of the trace for a gather of `children` tasks; invalid if nobody listens.
ObjectId tellGather(Scheduler &scheduler, std::size_t children);

/// How one of several ended: a value or an error.
template <typename T>
class Settled
{
public:
    using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    explicit Settled(Stored value) : m_state(std::move(value)) {}
    explicit Settled(std::exception_ptr error) : m_state(std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    /// Only when ok().
    const Stored &value() const { return std::get<0>(m_state); }
    /// Null when ok().
    std::exception_ptr error() const { return ok() ? nullptr : std::get<1>(m_state); }

private:
    std::variant<Stored, std::exception_ptr> m_state;
};

/// Gives the results of a gather, in the order of its tasks; throws the first error.
template <typename T>
class GatherAwaiter final : public FutureAwaiter
{
public:
    explicit GatherAwaiter(Ref<Gathering> gathering) : FutureAwaiter(FutureRef(gathering)) {}

    auto await_resume()
    {
        FutureAwaiter::await_resume();
        if constexpr (!std::is_void_v<T>) {
            const auto &children = static_cast<Gathering &>(future()).children();
            std::vector<T> results;
            results.reserve(children.size());
            for (const FutureRef &child : children)
                results.push_back(static_cast<const TaskOf<T> &>(*child).value());
            return results;
        }
    }
};

/// Gives how each task of a gather ended, in their order.
template <typename T>
class GatherSettledAwaiter final : public FutureAwaiter
{
public:
    explicit GatherSettledAwaiter(Ref<Gathering> gathering) : FutureAwaiter(FutureRef(gathering)) {}

    std::vector<Settled<T>> await_resume()
    {
        FutureAwaiter::await_resume();
        std::vector<Settled<T>> results;
        for (const FutureRef &child : static_cast<Gathering &>(future()).children()) {
            if (child->isFailed())
                results.emplace_back(child->exception());
            else if (child->isCancelled())
                results.emplace_back(std::make_exception_ptr(Cancelled(child->cancelMessage())));
            else if constexpr (std::is_void_v<T>)
                results.emplace_back(std::monostate{});
            else
                results.emplace_back(static_cast<const TaskOf<T> &>(*child).value());
        }
        return results;
    }
};

/// Gives the results of a gather of callables as a tuple.
template <typename... T>
class GatherEachAwaiter final : public FutureAwaiter
{
public:
    explicit GatherEachAwaiter(const Ref<Gathering> &gathering) : FutureAwaiter(FutureRef(gathering)) {}

    auto await_resume()
    {
        FutureAwaiter::await_resume();
        return results(std::index_sequence_for<T...>{});
    }

private:
    template <typename R>
    static auto resultOf(const FutureRef &child)
    {
        if constexpr (std::is_void_v<R>)
            return std::monostate{};
        else
            return static_cast<const TaskOf<R> &>(*child).value();
    }
    template <std::size_t... Index>
    auto results(std::index_sequence<Index...>) const
    {
        const auto &children = static_cast<Gathering &>(future()).children();
        return std::make_tuple(resultOf<T>(children[Index])...);
    }
};

template <typename T>
Ref<Gathering> gatherTasks(const std::vector<TaskHandle<T>> &tasks, bool returnExceptions)
{
    Scheduler &scheduler = Scheduler::running();
    return Gathering::makeOf(scheduler, tasks, returnExceptions, tellGather(scheduler, tasks.size()),
                             [](const TaskHandle<T> &task) -> FutureBase & { return *task.state(); });
}

/// Waits for all of `tasks`: a vector of their results, or nothing for tasks without. The first error leaves at once.
template <typename T>
GatherAwaiter<T> gather(const std::vector<TaskHandle<T>> &tasks)
{
    return GatherAwaiter<T>(gatherTasks(tasks, false));
}

/// Makes a task of each of `callables` and waits for all: a std::tuple of their results, std::monostate for
/// what has none. Name callables that capture by value before, and move them in: GCC 12 destroys the temporaries
/// of a co_await expression once too often.
template <std::invocable... F>
requires(sizeof...(F) > 0) GatherEachAwaiter<typename std::invoke_result_t<F &>::value_type...> gather(F... callables)
{
    Scheduler &scheduler = Scheduler::running();
    const ObjectId object = tellGather(scheduler, sizeof...(F));
    const SpawnOptions options{.name = {}, .group = object, .at = {}};
    std::vector<FutureRef> futures;
    futures.reserve(sizeof...(F));
    (futures.emplace_back(FutureRef(scheduler.spawn(std::move(callables), options).state())), ...);
    return GatherEachAwaiter<typename std::invoke_result_t<F &>::value_type...>(
        Gathering::make(scheduler, futures, false, object));
}

/// Makes a task of `function(element)` for each element of `range` and waits for all, as gather() of tasks does.
/// The elements are handed over by value; the function is shared.
template <std::ranges::input_range Range, typename F>
auto gatherEach(Range &&range, F function)
{
    using Element = std::ranges::range_value_t<Range>;
    using T = typename std::invoke_result_t<F &, const Element &>::value_type;
    Scheduler &scheduler = Scheduler::running();
    const auto shared = std::make_shared<F>(std::move(function));
    std::vector<FutureRef> futures;
    const ObjectId object = tellGather(scheduler, static_cast<std::size_t>(std::ranges::distance(range)));
    const SpawnOptions options{.name = {}, .group = object, .at = {}};
    for (auto &&element : range) {
        auto call = [shared, value = Element(element)] { return (*shared)(value); };
        futures.emplace_back(FutureRef(scheduler.spawn(std::move(call), options).state()));
    }
    return GatherAwaiter<T>(Gathering::make(scheduler, futures, false, object));
}

/// As gather(), but errors are results too.
template <typename T>
GatherSettledAwaiter<T> gatherSettled(const std::vector<TaskHandle<T>> &tasks)
{
    return GatherSettledAwaiter<T>(gatherTasks(tasks, true));
}

} // namespace coroscope::async
