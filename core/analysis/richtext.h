// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

/// Where a name in a text leads: to a task, an object, a time, or a line of the source.
struct Link {
    TaskId task{};
    ObjectId object{};
    Nanoseconds time = noTime;            ///< of a time
    std::optional<std::uint32_t> event{}; ///< of a time: the event that happened then
    SourceId source{};

    bool isValid() const { return task || object || time != noTime || source; }
    friend bool operator==(const Link &, const Link &) = default;
};

struct TextPiece {
    QString text;
    Link link{};
};

/// How a line is meant; views choose a colour by it.
enum class Tone : std::uint8_t { Normal, Muted, Good, Bad, Warning, Waiting };

/// A line of an explanation: pieces one after the other, each of which may lead somewhere.
struct TextLine {
    std::vector<TextPiece> pieces{};
    Tone tone = Tone::Normal;
    int indent = 0; ///< how deep it lies below the line above

    QString plain() const;
};

/// Puts the pieces in the places of `%1` … `%9` of a pattern, which a translation may order as it likes.
TextLine textLine(const QString &pattern, std::vector<TextPiece> pieces = {}, Tone tone = Tone::Normal, int indent = 0);

/// Pieces with a comma between them, as one list of pieces.
std::vector<TextPiece> joined(const std::vector<TextPiece> &pieces);
/// The pattern with a list of pieces in the place of its last `%N`, the others before.
TextLine textLineWithList(const QString &pattern, std::vector<TextPiece> pieces, const std::vector<TextPiece> &list,
                          Tone tone = Tone::Normal, int indent = 0);

/// The lines as plain text, two spaces a step of indent.
QString plainText(const std::vector<TextLine> &lines);

} // namespace coroscope
