// SPDX-License-Identifier: MIT
#include "tests/support/runtext.h"

#include "core/runtime/errornames.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace coroscope::test
{

QStringList stepsOfAsyncio()
{
    const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
    const QString stem = program.mid(static_cast<qsizetype>(qstrlen("tst_")));
    QFile file;
    for (const char *folder : {"runtime", "sync"}) {
        file.setFileName(QStringLiteral(COROSCOPE_TESTS "/core/%1/expected/%2.txt").arg(QLatin1String(folder), stem));
        if (file.exists())
            break;
    }
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return {QStringLiteral("cannot read %1").arg(file.fileName())};
    QString wanted = QStringLiteral("# ");
    for (const QChar letter : QString::fromLatin1(QTest::currentTestFunction())) {
        if (letter.isUpper())
            wanted += u'_';
        wanted += letter.toLower();
    }
    QStringList lines;
    bool found = false;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1String("# ")))
            found = line == wanted;
        else if (found)
            lines << line;
    }
    if (lines.isEmpty())
        lines << QStringLiteral("%1 is not in %2").arg(wanted, file.fileName());
    return lines;
}

bool equalLines(const QStringList &actual, const QStringList &expected)
{
    if (actual == expected)
        return true;
    const qsizetype count = std::max(actual.size(), expected.size());
    for (qsizetype index = 0; index < count; ++index) {
        const QString got = index < actual.size() ? actual[index] : QStringLiteral("(nothing)");
        const QString wanted = index < expected.size() ? expected[index] : QStringLiteral("(nothing)");
        if (got == wanted)
            std::fprintf(stderr, "    %s\n", qUtf8Printable(got));
        else
            std::fprintf(stderr, "  - %s\n  + %s\n", qUtf8Printable(wanted), qUtf8Printable(got));
    }
    std::fprintf(stderr, "  (- expected, + actual)\n");
    return false;
}

void say(std::string_view text) { async::Scheduler::current()->log(text); }

std::string currentError()
{
    const async::ErrorText text = async::errorText(std::current_exception());
    return text.message.empty() ? text.name : text.name + '(' + text.message + ')';
}

} // namespace coroscope::test
