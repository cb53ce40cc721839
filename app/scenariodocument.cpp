// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariodocument.h"

#include "core/scenario/scenariofile.h"
#include "core/scenario/yamldocument.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

namespace coroscope
{
namespace
{

constexpr const char *byteOrderMark = "\xEF\xBB\xBF";
constexpr int settleTime = 80; ///< milliseconds: programs write a file in several goes

QByteArray digest(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1); }

Result<QByteArray> readBytes(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Fault{path, 0, 0, ScenarioDocument::tr("there is no such file; check the path")};
    if (info.isDir())
        return Fault{path, 0, 0, ScenarioDocument::tr("this is a directory; name a scenario file in it")};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Fault{
            path, 0, 0,
            ScenarioDocument::tr("the file cannot be opened (%1); check its permissions").arg(file.errorString())};
    // One byte more than may be, so that a device without an end is not read for ever.
    const qint64 limit = YamlLimits{}.bytes;
    QByteArray bytes;
    while (bytes.size() <= limit) {
        const QByteArray block = file.read(limit + 1 - bytes.size());
        if (block.isEmpty())
            break;
        bytes += block;
    }
    if (file.error() != QFileDevice::NoError)
        return Fault{path, 0, 0, ScenarioDocument::tr("the file cannot be read (%1)").arg(file.errorString())};
    if (bytes.size() > limit)
        return Fault{path, 0, 0,
                     ScenarioDocument::tr("the file has more than %1 MiB; a scenario cannot be larger")
                         .arg(limit / (1024 * 1024))};
    return bytes;
}

} // namespace

ScenarioDocument::ScenarioDocument(QObject *parent) : QObject(parent)
{
    m_look.setSingleShot(true);
    m_look.setInterval(settleTime);
    connect(&m_look, &QTimer::timeout, this, &ScenarioDocument::checkDisk);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_look, qOverload<>(&QTimer::start));
    // A file that is replaced by another one of its name is not watched any more; its folder tells.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_look, qOverload<>(&QTimer::start));
}

std::optional<Fault> ScenarioDocument::load(const QString &path)
{
    const Result<QByteArray> bytes = readBytes(path);
    if (!bytes)
        return bytes.fault();
    // Other faults of a text can be mended in the editor; what is no UTF-8 could not be written back as it was.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes.value());
    if (decoder.hasError() || decoded.contains(QChar())) {
        const LoadedScenario refused = loadScenarioText(bytes.value(), path);
        return refused.faults.empty() ? Fault{path, 0, 0, tr("this is no text in UTF-8")} : refused.faults.front();
    }
    const bool hasMark = bytes.value().startsWith(byteOrderMark);
    m_onDisk = digest(bytes.value());
    setPath(path, {});
    take(QString::fromUtf8(hasMark ? bytes.value().mid(3) : bytes.value()), hasMark);
    return std::nullopt;
}

void ScenarioDocument::begin(const QString &text, const QString &name)
{
    m_onDisk.clear();
    setPath({}, name);
    take(text, false);
}

void ScenarioDocument::close()
{
    if (!m_isOpen)
        return;
    setPath({}, {});
    take({}, false);
    m_isOpen = false;
}

void ScenarioDocument::take(const QString &text, bool hasMark)
{
    m_isOpen = true;
    m_hasMark = hasMark;
    m_savedText = text;
    m_text = text;
    ++m_revision;
    updateModified();
    Q_EMIT replaced();
    Q_EMIT textChanged();
}

void ScenarioDocument::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    ++m_revision;
    updateModified();
    Q_EMIT textChanged();
}

void ScenarioDocument::updateModified()
{
    const bool isModified = m_text != m_savedText;
    if (isModified == m_isModified)
        return;
    m_isModified = isModified;
    Q_EMIT modifiedChanged();
}

void ScenarioDocument::setPath(const QString &path, const QString &name)
{
    const bool changed = path != m_path || name != m_name;
    m_path = path;
    m_name = name;
    watch();
    if (changed)
        Q_EMIT pathChanged();
}

void ScenarioDocument::watch()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList wanted;
    if (hasFile()) {
        wanted = {QFileInfo(m_path).absolutePath()};
        if (QFileInfo::exists(m_path))
            wanted += m_path;
    }
    for (const QString &path : watched) {
        if (!wanted.removeOne(path))
            m_watcher.removePath(path);
    }
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted);
}

bool ScenarioDocument::hasFile() const { return !m_path.isEmpty() && !m_path.startsWith(u':'); }

std::optional<Fault> ScenarioDocument::save() { return saveAs(m_path); }

std::optional<Fault> ScenarioDocument::saveAs(const QString &path)
{
    const QByteArray bytes = (m_hasMark ? QByteArray(byteOrderMark) : QByteArray()) + m_text.toUtf8();
    // A device would be replaced by a file.
    if (const QFileInfo info(path); info.exists() && !info.isFile())
        return Fault{path, 0, 0, tr("this is no file; choose another name")};
    QSaveFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Fault{path, 0, 0, tr("the file was not saved (%1); what was there stays").arg(file.errorString())};
    m_onDisk = digest(bytes);
    m_savedText = m_text;
    setPath(path, {});
    updateModified();
    return std::nullopt;
}

std::optional<Fault> ScenarioDocument::revert()
{
    if (m_path.isEmpty()) {
        take(m_savedText, m_hasMark);
        return std::nullopt;
    }
    return load(m_path);
}

void ScenarioDocument::checkDisk()
{
    if (!hasFile())
        return;
    watch();
    // A file that is gone may come back; what was read from it is still here.
    const Result<QByteArray> bytes = readBytes(m_path);
    if (!bytes || digest(bytes.value()) == m_onDisk)
        return;
    m_onDisk = digest(bytes.value());
    Q_EMIT changedOnDisk();
}

} // namespace coroscope
