// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace coroscope
{

/// One change of a text, by which nothing else in it changes: comments, blanks and line ends stay.
struct TextEdit {
    Place place;         ///< where it begins
    QString before;      ///< what stands there, within one line
    QString replacement; ///< what takes its place; may hold line ends

    friend bool operator==(const TextEdit &one, const TextEdit &other)
    {
        return one.place.line == other.place.line && one.place.column == other.place.column &&
               one.before == other.before && one.replacement == other.replacement;
    }
};

/// The change that gives a param of a scenario's text another value, given as text and read as `--set` reads it.
/// A fault where the text has no such param, or its value is no number, text or truth value on one line.
Result<TextEdit> editParameter(const QByteArray &text, const QString &name, const QString &value);

/// The change that gives the scenario a seed; a scenario without one gets the line.
Result<TextEdit> editSeed(const QByteArray &text, std::uint64_t seed);

/// The text after a change. Line ends in the replacement become those of the text.
QByteArray applied(const QByteArray &text, const TextEdit &edit);

} // namespace coroscope
