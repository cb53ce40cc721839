// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/waiter.h"

#include <QCoro/QCoroTask>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace coroscope::async
{

/// What the work of external() and the task that waits for it both hold; whoever ends last frees it.
class ExternalLink
{
public:
    /// The work is over. In the scheduler's thread, within a step or between two.
    void finish();
    bool isFinished() const { return m_finished; }

private:
    friend class ExternalWait;

    class ExternalWait *m_wait = nullptr; // null: nobody waits, or nobody any more
    bool m_finished = false;
};

/// The wait of external(), without the type of its result.
class ExternalWait : public Waiter
{
public:
    bool cancelWait(const CancelRequest &request) override;
    bool wake(TaskState &task, bool cancelled) override;
    void describe(TaskWaiting &waiting) const override { waiting.on = m_on; }

protected:
    ExternalWait(WaitKind on, std::function<void()> abandon) : m_on(on), m_abandon(std::move(abandon)) {}
    ExternalWait(const ExternalWait &) = default;
    /// Its coroutine was destroyed while it waited: the work is abandoned.
    ~ExternalWait() override;

    void begin(const std::shared_ptr<ExternalLink> &link, std::coroutine_handle<> continuation);
    void throwIfCancelled() const
    {
        if (m_cancelled)
            throwCancelled();
    }

private:
    friend class ExternalLink;
    void abandon();

    WaitKind m_on;
    std::function<void()> m_abandon;
    std::shared_ptr<ExternalLink> m_link; // while it waits
};

template <typename F>
class External final : public ExternalWait
{
public:
    using T = typename std::invoke_result_t<F &>::value_type;

    External(F work, WaitKind on, std::function<void()> abandon)
        : ExternalWait(on, std::move(abandon)), m_work(std::move(work))
    {
    }

    /// Runs the work up to its first wait; where it has none, nobody waits.
    bool await_ready()
    {
        m_result = std::make_shared<Result>();
        carryOut(m_result, std::move(*m_work));
        m_work.reset();
        return m_result->isFinished();
    }
    void await_suspend(std::coroutine_handle<> continuation) { begin(m_result, continuation); }
    T await_resume()
    {
        throwIfCancelled();
        if (m_result->error)
            std::rethrow_exception(m_result->error);
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_result->value);
    }

private:
    struct Result : ExternalLink {
        std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> value;
        std::exception_ptr error;
    };

    // Nobody keeps its task: it goes on by itself and is freed at its end.
    static QCoro::Task<> carryOut(std::shared_ptr<Result> result, F work)
    {
        try {
            auto task = work();
            if constexpr (std::is_void_v<T>)
                co_await std::move(task);
            else
                result->value.emplace(co_await std::move(task));
        } catch (...) {
            result->error = std::current_exception();
        }
        result->finish();
    }

    std::optional<F> m_work;
    std::shared_ptr<Result> m_result;
};

/// Awaits what Qt's loop and not the scheduler resumes: a coroutine that awaits Qt's own things by QCoro.
///
///     const auto load = [&]() -> QCoro::Task<QByteArray> {
///         co_await reply; // QNetworkReply *
///         co_return reply->readAll();
///     };
///     const QByteArray page = co_await external(load, WaitKind::Http, [&] { reply->abort(); });
///
/// The work runs at once up to its first wait; from then on Qt resumes it, in the scheduler's thread but outside of any
/// task, so that it can await nothing of the scheduler. Its end wakes the task in a coming turn. A cancel ends the wait
/// at once and calls `abandon`, if there is one; the work goes on then, and nobody sees its end. `on` is what the wait
/// is told as. With the virtual clock, timers do not wait for Qt: time stands still only when there are none.
///
/// A task that awaits such things without it ends the program with a message.
template <typename F>
auto external(F work, WaitKind on = WaitKind::Future, std::function<void()> abandon = {})
{
    return External<F>(std::move(work), on, std::move(abandon));
}

} // namespace coroscope::async
