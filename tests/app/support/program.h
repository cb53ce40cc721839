// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace coroscope::test
{

/// What a run of the program gave.
struct ProgramRun {
    int code = -1;
    bool ended = false; ///< by itself, not by a signal and not by the guard against hanging
    QString out;
    QString err;
    QByteArray outBytes;
    long peakMemory = 0; ///< in KiB, of this run or of the most greedy one before it

    /// Both, for the message of a failed test.
    QString all() const;
};

struct ProgramOptions {
    QString folder{};      ///< where it runs
    QString standardOut{}; ///< a file or device that takes stdout
    QStringList unset{};   ///< variables of the environment to take away
    qint64 fileLimit = -1; ///< no file may become longer, as on a full disk
    /// Bytes of address space. The program's own limit is 2 GiB of memory in use; what it reserves is more.
    qint64 addressLimit = qint64{6} << 30;
    /// Called once there is something on stdout.
    std::function<void(qint64 processId)> onOutput{};
};

/// Runs the real executable with its address space bounded, so that nothing it is fed can take the machine's memory.
ProgramRun runProgram(const QStringList &arguments, const ProgramOptions &options = {});

/// Makes a file in `folder` and gives its path.
QString writeFile(const QString &folder, const QString &name, const QByteArray &content);

} // namespace coroscope::test
