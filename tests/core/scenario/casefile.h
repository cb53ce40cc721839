// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace coroscope
{

/// One case of a file of cases:
///
///     === its name
///     input
///     ---
///     what is expected
struct TestCase {
    QByteArray name;
    QByteArray input;
    QString expected;
};

/// All cases of a file; none if it cannot be read.
std::vector<TestCase> readCases(const QString &path);

} // namespace coroscope
