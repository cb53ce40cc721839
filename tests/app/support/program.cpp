// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/program.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>

#include <csignal>
#include <sys/resource.h>

namespace coroscope::test
{
namespace
{

// A guard against hanging, not a measurement.
constexpr int guard = 240'000;

void limit(int resource, rlim_t most)
{
    const rlimit bound{most, most};
    setrlimit(static_cast<__rlimit_resource>(resource), &bound);
}

} // namespace

QString ProgramRun::all() const
{
    return QStringLiteral("code %1, %2\nstdout: %3\nstderr: %4")
        .arg(code)
        .arg(ended ? QStringLiteral("ended") : QStringLiteral("crashed or hung"), out.left(4000), err.left(4000));
}

ProgramRun runProgram(const QStringList &arguments, const ProgramOptions &options)
{
    QProcess process;
    process.setProgram(QStringLiteral(COROSCOPE_PROGRAM));
    process.setArguments(arguments);
    if (!options.folder.isEmpty())
        process.setWorkingDirectory(options.folder);
    if (!options.standardOut.isEmpty())
        process.setStandardOutputFile(options.standardOut, QIODevice::Append);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : options.unset)
        environment.remove(variable);
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([&options] {
        limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__
        limit(RLIMIT_AS, static_cast<rlim_t>(options.addressLimit));
#endif
        if (options.fileLimit >= 0) {
            limit(RLIMIT_FSIZE, static_cast<rlim_t>(options.fileLimit));
            std::signal(SIGXFSZ, SIG_IGN);
        }
    });
    process.start();
    ProgramRun run;
    if (options.onOutput && process.waitForReadyRead(guard))
        options.onOutput(process.processId());
    if (!process.waitForFinished(guard)) {
        process.kill();
        process.waitForFinished();
        run.err = QStringLiteral("(killed)\n");
    } else {
        run.ended = process.exitStatus() == QProcess::NormalExit;
    }
    run.code = process.exitCode();
    rusage usage{};
    if (getrusage(RUSAGE_CHILDREN, &usage) == 0)
        run.peakMemory = usage.ru_maxrss;
    run.outBytes = process.readAllStandardOutput();
    run.out = QString::fromUtf8(run.outBytes);
    run.err += QString::fromUtf8(process.readAllStandardError());
    return run;
}

QString writeFile(const QString &folder, const QString &name, const QByteArray &content)
{
    const QString path = QDir(folder).filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write a file of the test");
    return path;
}

} // namespace coroscope::test
