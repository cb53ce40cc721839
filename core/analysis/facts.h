// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"
#include "core/base/factcall.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>

namespace coroscope
{

/// What a fact is worth: a number (times in seconds), a text, or a list of texts.
using FactValue = std::variant<double, QString, QStringList>;

/// Where a run shows a fact.
struct FactPlace {
    std::uint32_t event = 0; ///< index in the store
    TaskId task{};           ///< whom it is about, if anybody
    ObjectId object{};       ///< what it is about, if anything
};

struct FactAnswer {
    FactValue value;
    std::optional<FactPlace> place{}; ///< nothing where it is about the whole run
};

/// Evaluates a fact on a run that is over, whose index is up to date.
///
/// Tasks and objects are named as in filters: a pattern with `*` or `?` has to fit the whole name, another text is the
/// name, or, where nothing is called so, a part of it; case does not matter then. In quotes it is the name, to the
/// letter. Of tasks that are called the same the first is meant where one is asked for. Order is that of events, also
/// where a virtual clock stands still.
///
/// The fault tells why the run has no such fact: no task or object of that name, more than one, nothing logged, a task
/// that did not fail.
Result<FactAnswer> evaluateFact(const FactCall &fact, const RunIndex &index);
/// The same of a text.
Result<FactAnswer> evaluateFact(const QString &fact, const RunIndex &index);

/// A value as people read it: `1.5`, `worker(1), worker(2)`; an empty list is `none`.
QString factText(const FactValue &value);

/// Whether a text, as a person chooses it, says the value: `2`, `2 s` or `2000ms` for 2, `a, b` for a list.
bool saysFact(const QString &text, const FactValue &value);

/// Whether two values are the same; numbers as far as `tolerance` from each other are.
bool isSameFact(const FactValue &left, const FactValue &right, double tolerance = 1e-6);

} // namespace coroscope
