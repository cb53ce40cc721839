// SPDX-License-Identifier: MIT
#include "core/base/didyoumean.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace coroscope
{
int editDistance(const QString &left, const QString &right)
{
    const auto width = static_cast<std::size_t>(right.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> above(width);
    std::vector<int> row(width);
    for (std::size_t column = 0; column < width; ++column)
        above[column] = static_cast<int>(column);
    for (qsizetype line = 1; line <= left.size(); ++line) {
        row[0] = static_cast<int>(line);
        for (std::size_t column = 1; column < width; ++column) {
            const auto at = static_cast<qsizetype>(column) - 1;
            const int replaced = above[column - 1] + (left[line - 1] == right[at] ? 0 : 1);
            row[column] = std::min({replaced, above[column] + 1, row[column - 1] + 1});
            if (line > 1 && column > 1 && left[line - 1] == right[at - 1] && left[line - 2] == right[at])
                row[column] = std::min(row[column], before[column - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above.back();
}

QString didYouMean(const QString &word, const QStringList &words)
{
    // A third of the letters may be wrong, so that short words are not taken for each other.
    constexpr qsizetype longestWord = 40;
    if (word.size() < 2 || word.size() > longestWord)
        return {};
    int nearest = std::max(1, static_cast<int>(word.size()) / 3) + 1;
    QString found;
    for (const QString &candidate : words) {
        if (candidate == word || candidate.size() > longestWord || std::abs(candidate.size() - word.size()) >= nearest)
            continue;
        const int distance = candidate.compare(word, Qt::CaseInsensitive) == 0 ? 0 : editDistance(word, candidate);
        if (distance < nearest) {
            nearest = distance;
            found = candidate;
        }
    }
    return found.isEmpty() ? QString{} : QStringLiteral("; did you mean '%1'?").arg(found);
}

} // namespace coroscope
