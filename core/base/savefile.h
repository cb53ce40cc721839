// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace coroscope
{

/// Writes a file whole or not at all: one that is there already stays as it was if that fails. A device or a pipe is
/// written to as it is. `what` names the content in the fault: `picture`, `table`.
std::optional<Fault> saveFile(const QString &path, const QByteArray &bytes, const QString &what);

} // namespace coroscope
