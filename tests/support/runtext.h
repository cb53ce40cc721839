// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/errors.h"
#include "core/runtime/scheduler.h"
#include "core/sync/sleep.h"
#include "tests/support/eventtext.h"

#include <QTest>

#include <concepts>
#include <functional>
#include <string>

namespace coroscope::test
{

/// Runs `main`, a coroutine, in virtual time, and gives what happened.
template <typename F>
QStringList stepsOf(F main, async::SchedulerOptions options = {}, EventText::Detail detail = EventText::Detail::Steps)
{
    EventText text(detail);
    options.instrument = &text;
    async::Scheduler scheduler(options);
    scheduler.run(std::move(main));
    return text.lines();
}

template <typename F>
QStringList eventsOf(F main, async::SchedulerOptions options = {})
{
    return stepsOf(std::move(main), options, EventText::Detail::Everything);
}

/// What asyncio does in the program with the name of the running test function, out of
/// `expected/STEM.txt`, where the test program is tst_STEM. Names: `likeThis` there is `like_this`.
QStringList stepsOfAsyncio();

/// Compares line by line, so that a failure shows the line that differs.
bool equalLines(const QStringList &actual, const QStringList &expected);

/// Tells a line of text of the running task.
void say(std::string_view text);
inline void say(const char *text) { say(std::string_view(text)); }
inline void say(bool yes) { say(yes ? "True" : "False"); }
template <std::integral T>
void say(T number)
{
    say(std::string_view(std::to_string(number)));
}

/// The error that is being handled, in words.
std::string currentError();

/// Calls a function in the loop after a time: asyncio's call_later.
class CallLater : public async::Handle
{
public:
    CallLater(std::chrono::nanoseconds delay, std::function<void()> function)
        : Handle([](Handle &handle) { static_cast<CallLater &>(handle).m_function(); }), m_function(std::move(function))
    {
        async::Scheduler &scheduler = async::Scheduler::running();
        scheduler.callAt(*this, scheduler.after(delay.count()));
    }

private:
    std::function<void()> m_function;
};

/// An error of the tests' own.
struct Oops : std::runtime_error {
    explicit Oops(const char *text = "oops") : std::runtime_error(text) {}
};

} // namespace coroscope::test

#define COMPARE_LINES(actual, expected) QVERIFY(::coroscope::test::equalLines(actual, expected))

/// The program does, step for step, what its counterpart does under asyncio.
#define COMPARE_WITH_ASYNCIO(...)                                                                                      \
    QVERIFY(::coroscope::test::equalLines(::coroscope::test::stepsOf(__VA_ARGS__), ::coroscope::test::stepsOfAsyncio()))
