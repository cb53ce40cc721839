// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace coroscope
{

/// How many letters were left out, added, replaced or swapped with the next one.
int editDistance(const QString &left, const QString &right);

/// `; did you mean 'WORD'?` with the nearest of `words`, or nothing if none is near.
QString didYouMean(const QString &word, const QStringList &words);

} // namespace coroscope
