// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QStringView>

namespace coroscope
{

/// Walks over expression text, past strings, templates and brackets, to the first of `stops` that stands outside of
/// them. Gives its index, or -1 if a string, template or bracket is not closed or nothing of `stops` follows.
qsizetype findOutsideBrackets(QStringView text, qsizetype from, QStringView stops);

/// The index of the `}` that closes the `${` whose expression begins at `from`, or -1.
inline qsizetype findExpressionEnd(QStringView text, qsizetype from) { return findOutsideBrackets(text, from, u"}"); }

/// The length of a `name=` that an argument begins with, as in `maxsize=3`; 0 if it has none of `names`.
qsizetype keywordLength(QStringView argument, const QStringList &names);

} // namespace coroscope
