// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace coroscope
{

/// What may be typed at a place in the text of a scenario.
struct Completion {
    QString typed;     ///< the beginning of the word that is there already
    QStringList words; ///< sorted, all beginning with it; keys end in `: `

    bool isEmpty() const { return words.isEmpty(); }
};

/// The words that fit before the caret at `column` (from 0) of line `line` (from 0): verbs and their options, the keys
/// of sections, names in scope, methods of an object, functions within expressions. Their lists are those of the
/// checker.
Completion completionAt(const QStringList &lines, int line, int column);

} // namespace coroscope
