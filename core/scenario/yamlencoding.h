// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace coroscope
{

/// The first thing in a text that keeps it from being read.
struct EncodingFault {
    int offset = 0; ///< in bytes
    QString message;
};

/// Takes the byte order mark away and makes every line end a plain line feed.
QByteArray withPlainLineEnds(const QByteArray &text);

/// Looks for UTF-16, NUL bytes, control characters and bytes that are not UTF-8.
std::optional<EncodingFault> findEncodingFault(const QByteArray &text);

/// Looks for brackets that nest so deep that reading them would cost more than they are worth. Quotes and blocks are
/// not looked at: the limit is far above what a text has by chance.
std::optional<EncodingFault> findBracketFault(const QByteArray &text, int depth);

} // namespace coroscope
