// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace coroscope
{

/// The names that the text of a scenario gives to things, sorted. Read line by line, so that a text that is just being
/// typed and no YAML yet has them as well.
struct ScenarioNames {
    QStringList params;
    QStringList objects;
    QStringList coroutines;
    QStringList resources;
    QStringList variables;                    ///< bound by as:, for:, let: or parameters, anywhere in the text
    QStringList errors;                       ///< own ones
    QHash<QString, Constructor> constructors; ///< what each object is made by, if that is known

    static ScenarioNames of(const QStringList &lines);
};

/// The number of blanks before the first thing in a line that is no blank; of a list's item those before its dash.
int indentOf(QStringView line);

/// The section (`params`, `main`, …) that a line stands in; empty before the first.
QString sectionAt(const QStringList &lines, int line);

} // namespace coroscope
