// SPDX-License-Identifier: MIT
#include "core/base/savefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <memory>

namespace coroscope
{

using namespace Qt::StringLiterals;

std::optional<Fault> saveFile(const QString &path, const QByteArray &bytes, const QString &what)
{
    const QFileInfo info(path);
    if (info.isDir())
        return Fault{path, 0, 0, u"this is a folder; give the %1 a name in it"_s.arg(what)};
    // A save file would put a plain file in the place of a device or a pipe.
    const bool isPlain = !info.exists() || info.isFile();
    const auto file = isPlain ? std::unique_ptr<QFileDevice>(new QSaveFile(path)) : std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered)) // so that a write names its own error
        return Fault{path, 0, 0, u"cannot be written: %1"_s.arg(file->errorString())};
    const bool written = file->write(bytes) == bytes.size() && file->flush();
    auto *const saved = qobject_cast<QSaveFile *>(file.get());
    if (written && (!saved || saved->commit()))
        return std::nullopt;
    const QString why = file->error() != QFileDevice::NoError ? file->errorString() : u"there is not enough space"_s;
    return Fault{path, 0, 0, u"the %1 could not be written: %2"_s.arg(what, why)};
}

} // namespace coroscope
