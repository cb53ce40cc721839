// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace coroscope
{

/// `; did you mean 'WORD'?` with the nearest of `words`, or nothing if none is near.
QString didYouMean(const QString &word, const QStringList &words);

} // namespace coroscope
