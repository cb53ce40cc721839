// SPDX-License-Identifier: MIT
#include "casefile.h"

#include <QFile>

namespace coroscope
{

std::vector<TestCase> readCases(const QString &path)
{
    std::vector<TestCase> cases;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cases;
    bool isExpected = false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith("=== ")) {
            cases.push_back({line.mid(4).trimmed(), {}, {}});
            isExpected = false;
        } else if (cases.empty()) {
            continue;
        } else if (line == "---\n") {
            isExpected = true;
        } else if (isExpected) {
            cases.back().expected += QString::fromUtf8(line);
        } else {
            cases.back().input += line;
        }
    }
    return cases;
}

} // namespace coroscope
