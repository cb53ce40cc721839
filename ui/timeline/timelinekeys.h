// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <cstdint>
#include <optional>
#include <span>

class QKeyEvent;

namespace coroscope
{

/// What a key does in the timeline.
enum class TimelineAction : std::uint8_t {
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    Fit,
    FitRun,
    LaneUp,
    LaneDown,
    PageUp,
    PageDown,
    FirstLane,
    LastLane,
    Fold,
    FoldAll,
    Objects,
    Pin,
    HideFinished,
    NextOrder,
    CursorLeft,
    CursorRight,
    CursorFarLeft,
    CursorFarRight,
    RunStart,
    RunEnd,
    StepBack,
    StepForward,
    NextInterval,
    PreviousInterval,
    ToWaker,
    ToWoken,
    AllArrows,
    RangeLeft,
    RangeRight,
    Mark,
    GoTo,
    Search,
    Back,
    Forward,
    Choose,
    Clear,
    Help,
};

/// The parts of the list of keys that people see.
enum class KeyGroup : std::uint8_t { Time, Lanes, Cursor, Causes, Other };

/// A key and what it does: the one table that both the timeline and its list of keys go by.
struct TimelineKey {
    TimelineAction action;
    KeyGroup group;
    /// For keys of letters, arrows and the like.
    QKeyCombination key;
    /// For signs, which lie elsewhere on other keyboards: the sign itself, else 0.
    char16_t sign;
    const char *text; ///< what it does, to be translated

    /// How the key is written.
    QString keyText() const;
    QString description() const;
};

std::span<const TimelineKey> timelineKeys();

/// What a pressed key does in the timeline, if anything.
std::optional<TimelineAction> timelineActionOf(const QKeyEvent &event);

QString keyGroupName(KeyGroup group);

} // namespace coroscope
