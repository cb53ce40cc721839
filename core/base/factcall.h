// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>

namespace coroscope
{

/// What a fact of a run tells: see the table in factcall.cpp, which has a line for each.
enum class FactKind : std::uint8_t {
    Makespan,
    Outcome,
    Tasks,
    Steps,
    Result,
    Error,
    Returned,
    Failed,
    Cancelled,
    Unfinished,
    LeftOver,
    UnreadErrors,
    Count,
    Order,
    Started,
    Peak,
    MostWaiting,
    PeakTasks,
    PeakSleeping,
    Start,
    End,
    Duration,
    Waited,
    WokenBy,
    CancelledBy,
    Logs,
    Log,
    TimeOf,
    LastTimeOf,
    CountOf,
    TimeoutsFired,
    TimeoutsMet,
    LongestStep,
    Warnings,
    Deadlock,
    BlockedOn,
};

/// What a fact's value is: Seconds are a length or a moment, both numbers; Texts is a list.
enum class FactSort : std::uint8_t { Number, Seconds, Text, Texts };

/// What stands in the parentheses of a fact.
enum class FactParameter : std::uint8_t {
    Task,    ///< the name of a task, or a pattern that fits one only
    Pattern, ///< tasks whose names fit
    Object,  ///< the name of an object, a pattern, or a kind of waiting such as `sleep`
    Number,  ///< from 1
    Text,    ///< part of a log
    Fact,    ///< another fact
};

/// A fact as it may be written, and what it tells.
struct FactWords {
    FactKind kind;
    const char16_t *name;
    FactSort sort;
    int fewest; ///< arguments that it needs
    QList<FactParameter> parameters;
    const char *meaning; ///< in one line, English; translated with the context `coroscope::Fact`
};

/// All of them, in the order in which they are told of.
std::span<const FactWords> factWords();

/// An argument; in quotes, `*` and `?` are letters like others.
struct FactArgument {
    QString text;
    bool isQuoted = false;
};

/// A fact of a run as it is written: `peak(sem)`, `waited(main, queue)`, `time_of("all done")`, `count(cancelled)`.
///
/// An argument ends at a comma that stands in no parentheses, so names of tasks need no quotes: `end(eat(Plato,
/// left))`. In quotes `\"` and `\\` stand for what comes after the stroke. What it is worth: core/analysis/facts.h.
struct FactCall {
    FactKind kind = FactKind::Makespan;
    FactSort sort = FactSort::Number;
    QList<FactArgument> arguments;

    /// The fault has the column, from 1, and says what to write. The names of tasks and objects are known only once
    /// there is a run.
    static Result<FactCall> parse(const QString &text);
};

} // namespace coroscope
