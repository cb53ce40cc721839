// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QString>

#include <cstddef>
#include <memory>
#include <optional>

namespace coroscope::bench
{

/// A Python process that runs the workloads of peers.py on one event loop, one at a time, when told.
class Peer
{
public:
    /// Null, with the reason in `problem`, where Python or the loop is missing.
    static std::unique_ptr<Peer> start(const QString &python, const QString &loop, QString &problem);
    ~Peer();

    const QString &loop() const { return m_loop; }
    const QString &version() const { return m_version; }
    /// Nanoseconds of CPU time an operation.
    std::optional<double> run(const QString &workload, std::size_t count);

private:
    Peer() = default;
    QString answer();

    QProcess m_process;
    QString m_loop;
    QString m_version;
};

} // namespace coroscope::bench
