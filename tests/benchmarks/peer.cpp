// SPDX-License-Identifier: MIT
#include "tests/benchmarks/peer.h"

#include <QStringList>

namespace coroscope::bench
{

std::unique_ptr<Peer> Peer::start(const QString &python, const QString &loop, QString &problem)
{
    std::unique_ptr<Peer> peer(new Peer);
    peer->m_loop = loop;
    peer->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer->m_process.start(python, {QStringLiteral(COROSCOPE_PEERS), loop});
    if (!peer->m_process.waitForStarted()) {
        problem = QStringLiteral("no peer %1: %2 cannot be started").arg(loop, python);
        return nullptr;
    }
    const QString greeting = peer->answer();
    if (!greeting.startsWith(QLatin1String("ready "))) {
        problem = QStringLiteral("no peer %1: it is not installed for %2").arg(loop, python);
        return nullptr;
    }
    peer->m_version = greeting.mid(6);
    return peer;
}

Peer::~Peer()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

QString Peer::answer()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(-1))
            return {};
    }
    return QString::fromUtf8(m_process.readLine()).trimmed();
}

std::optional<double> Peer::run(const QString &workload, std::size_t count)
{
    m_process.write(QStringLiteral("%1 %2\n").arg(workload).arg(count).toUtf8());
    m_process.waitForBytesWritten(-1);
    const QStringList words = answer().split(u' ');
    if (words.size() != 2 || words[0].toULongLong() == 0)
        return {};
    return words[1].toDouble() / words[0].toDouble();
}

} // namespace coroscope::bench
