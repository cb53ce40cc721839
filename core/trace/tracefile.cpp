// SPDX-License-Identifier: MIT
#include "core/trace/tracefile.h"

#include "core/trace/gzip.h"
#include "core/trace/jsonlwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace coroscope
{
namespace
{

constexpr qint64 readStep = qint64{1} << 18;

/// Passes bytes on to the reader, compressed or not, as the first ones tell.
class Intake
{
public:
    explicit Intake(TraceReader &reader) : m_reader(reader) {}

    bool take(std::string_view bytes)
    {
        if (!m_isDecided) {
            m_isDecided = true;
            if (GzipReader::recognizes(bytes))
                m_gzip.emplace();
        }
        if (!m_gzip)
            return m_reader.feed(bytes);
        m_gzip->add(bytes);
        do {
            m_gzip->read(m_plain);
            if (!m_plain.empty() && !m_reader.feed(m_plain))
                return false;
        } while (!m_plain.empty());
        if (m_gzip->problem())
            m_reader.fail(*m_gzip->problem() + QStringLiteral("; what comes before was kept"));
        return !m_gzip->problem();
    }

    void finish()
    {
        if (m_gzip && !m_gzip->isComplete())
            m_reader.fail(
                QStringLiteral("the compressed data end early: the file was cut off; what comes before was kept"));
        m_reader.finish();
    }

private:
    TraceReader &m_reader;
    std::string m_plain;
    std::optional<GzipReader> m_gzip;
    bool m_isDecided = false;
};

TraceRead unreadable(const QString &path, const QString &message)
{
    TraceRead result;
    result.report.fault = Fault{path, 0, 0, message};
    return result;
}

/// Saves to an open device.
std::optional<Fault> writeTo(QIODevice &device, const EventStore &store, bool isCompressed)
{
    TraceWriter writer(store);
    if (!isCompressed)
        return writer.writeNew(device);
    GzipWriter gzip;
    std::string lines;
    std::string packed;
    const std::size_t size = store.size();
    do {
        lines.clear();
        packed.clear();
        writer.appendNew(lines);
        gzip.add(lines, packed);
        if (auto fault = writeAll(device, packed))
            return fault;
    } while (writer.written() < size);
    packed.clear();
    gzip.finish(packed);
    return writeAll(device, packed);
}

} // namespace

TraceRead readTrace(QIODevice &device, const QString &name, const TraceLimits &limits, const ReadProgress &progress)
{
    TraceReader reader(name, limits);
    Intake intake(reader);
    QByteArray bytes(readStep, Qt::Uninitialized);
    const qint64 total = device.isSequential() ? -1 : device.size();
    qint64 done = 0;
    for (;;) {
        const qint64 count = device.read(bytes.data(), readStep);
        if (count < 0) {
            reader.fail(QStringLiteral("cannot read on: %1").arg(device.errorString()));
            break;
        }
        if (count == 0)
            break;
        done += count;
        if (!intake.take(std::string_view(bytes.constData(), static_cast<std::size_t>(count))))
            break;
        if (progress && !progress(done, total)) {
            reader.fail(QStringLiteral("reading was stopped; what comes before was kept"));
            break;
        }
    }
    intake.finish();
    return {reader.takeStore(), reader.report()};
}

TraceRead readTrace(const QString &path, const TraceLimits &limits, const ReadProgress &progress)
{
    if (QFileInfo(path).isDir())
        return unreadable(path, QStringLiteral("this is a folder; give a trace file (.coro.jsonl) in it"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(
            path,
            QStringLiteral("cannot open the trace: %1; check the name and the permissions").arg(file.errorString()));
    return readTrace(file, path, limits, progress);
}

std::optional<Fault> saveTrace(const EventStore &store, const QString &path)
{
    const auto cannotOpen = [&path](const QString &reason) {
        return Fault{path, 0, 0,
                     QStringLiteral("cannot write the trace: %1; check that the folder exists and may be written to")
                         .arg(reason)};
    };
    const auto at = [&path](std::optional<Fault> fault) {
        if (fault)
            fault->file = path;
        return fault;
    };
    const QFileInfo info(path);
    const bool isCompressed = path.endsWith(QStringLiteral(".gz"), Qt::CaseInsensitive);
    if (info.isDir())
        return cannotOpen(QStringLiteral("this is a folder"));
    if (info.exists() && !info.isFile()) {
        // A device or a pipe: a save file would put a plain file in its place.
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return cannotOpen(file.errorString());
        return at(writeTo(file, store, isCompressed));
    }
    // Without a buffer a full disk is seen, and named, by the write that meets it, and not lost in the commit.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cannotOpen(file.errorString());
    if (auto fault = writeTo(file, store, isCompressed)) {
        file.cancelWriting();
        return at(std::move(fault));
    }
    if (!file.commit())
        return at(cannotWrite(file.errorString()));
    return std::nullopt;
}

} // namespace coroscope
