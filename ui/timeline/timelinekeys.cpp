// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinekeys.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <array>

namespace coroscope
{
namespace
{

constexpr TimelineKey key(TimelineAction action, KeyGroup group, QKeyCombination combination, const char *text)
{
    return {action, group, combination, 0, text};
}

constexpr TimelineKey sign(TimelineAction action, KeyGroup group, char16_t character, const char *text)
{
    return {action, group, {}, character, text};
}

using Action = TimelineAction;
using Group = KeyGroup;

// QT_TRANSLATE_NOOP marks the texts; description() translates them. Where an action has several keys, the first one
// with a text stands in the list with the others.
constexpr std::array keys = {
    key(Action::ZoomIn, Group::Time, Qt::Key_W, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Zoom in")),
    sign(Action::ZoomIn, Group::Time, u'+', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Zoom in")),
    sign(Action::ZoomIn, Group::Time, u'=', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Zoom in")),
    key(Action::ZoomOut, Group::Time, Qt::Key_S, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Zoom out")),
    sign(Action::ZoomOut, Group::Time, u'-', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Zoom out")),
    key(Action::PanLeft, Group::Time, Qt::Key_A, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Earlier")),
    key(Action::PanRight, Group::Time, Qt::Key_D, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Later")),
    key(Action::Fit, Group::Time, Qt::Key_F,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Fit the selection; once more: the whole run")),
    key(Action::FitRun, Group::Time, Qt::Key_0, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The whole run")),
    key(Action::Back, Group::Time, Qt::CTRL | Qt::Key_Z,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Back to the view before")),
    key(Action::Forward, Group::Time, Qt::CTRL | Qt::Key_Y,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Forward again")),
    key(Action::Forward, Group::Time, Qt::CTRL | Qt::SHIFT | Qt::Key_Z,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Forward again")),
    key(Action::GoTo, Group::Time, Qt::Key_G, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Go to a time")),

    key(Action::LaneUp, Group::Lanes, Qt::Key_Up, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The lane above")),
    key(Action::LaneDown, Group::Lanes, Qt::Key_Down, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The lane below")),
    key(Action::PageUp, Group::Lanes, Qt::Key_PageUp, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Lanes further up")),
    key(Action::PageDown, Group::Lanes, Qt::Key_PageDown,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Lanes further down")),
    key(Action::FirstLane, Group::Lanes, Qt::CTRL | Qt::Key_Home,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The first lane")),
    key(Action::LastLane, Group::Lanes, Qt::CTRL | Qt::Key_End,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The last lane")),
    key(Action::Choose, Group::Lanes, Qt::Key_Return,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Open what is selected")),
    key(Action::Choose, Group::Lanes, Qt::Key_Enter,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Open what is selected")),
    key(Action::Fold, Group::Lanes, Qt::Key_E, QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Fold or unfold the lane")),
    key(Action::FoldAll, Group::Lanes, Qt::SHIFT | Qt::Key_E,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Fold all lanes, or unfold them")),
    key(Action::Objects, Group::Lanes, Qt::Key_O,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The other objects, or not")),
    key(Action::Pin, Group::Lanes, Qt::Key_P,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Keep the lane in sight, or no longer")),
    key(Action::HideFinished, Group::Lanes, Qt::Key_H,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Hide tasks that have finished, or show them")),
    key(Action::NextOrder, Group::Lanes, Qt::Key_R,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Sort by start, name, duration, waiting time in turn")),

    key(Action::CursorLeft, Group::Cursor, Qt::Key_Left,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor a pixel earlier")),
    key(Action::CursorRight, Group::Cursor, Qt::Key_Right,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor a pixel later")),
    key(Action::CursorFarLeft, Group::Cursor, Qt::SHIFT | Qt::Key_Left,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor ten pixels earlier")),
    key(Action::CursorFarRight, Group::Cursor, Qt::SHIFT | Qt::Key_Right,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor ten pixels later")),
    key(Action::StepBack, Group::Cursor, Qt::CTRL | Qt::Key_Left,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor to the step before")),
    key(Action::StepForward, Group::Cursor, Qt::CTRL | Qt::Key_Right,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor to the next step")),
    key(Action::RunStart, Group::Cursor, Qt::Key_Home,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor to the start of the run")),
    key(Action::RunEnd, Group::Cursor, Qt::Key_End,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The cursor to its end")),
    key(Action::RangeLeft, Group::Cursor, Qt::CTRL | Qt::SHIFT | Qt::Key_Left,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Select a range, its end earlier")),
    key(Action::RangeRight, Group::Cursor, Qt::CTRL | Qt::SHIFT | Qt::Key_Right,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Select a range from the cursor on, its end later")),
    key(Action::Mark, Group::Cursor, Qt::Key_M,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "A mark with a note at the cursor")),

    sign(Action::NextInterval, Group::Causes, u'.',
         QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The next interval of the lane")),
    sign(Action::PreviousInterval, Group::Causes, u',',
         QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "The interval before")),
    sign(Action::ToWaker, Group::Causes, u'[', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "To who woke it")),
    sign(Action::ToWoken, Group::Causes, u']', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "To whom it woke")),
    key(Action::AllArrows, Group::Causes, Qt::Key_C,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Arrows of all lanes, or of the selected task only")),

    sign(Action::Search, Group::Other, u'/', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "Search")),
    key(Action::Clear, Group::Other, Qt::Key_Escape,
        QT_TRANSLATE_NOOP("coroscope::TimelineKeys",
                          "Clear the range, the interval, the cursor, the selection in turn")),
    sign(Action::Help, Group::Other, u'?', QT_TRANSLATE_NOOP("coroscope::TimelineKeys", "All keys")),
};

} // namespace

QString TimelineKey::keyText() const
{
    return sign != 0 ? QString(QChar(sign)) : QKeySequence(key).toString(QKeySequence::NativeText);
}

QString TimelineKey::description() const { return QCoreApplication::translate("coroscope::TimelineKeys", text); }

std::span<const TimelineKey> timelineKeys() { return keys; }

std::optional<TimelineAction> timelineActionOf(const QKeyEvent &event)
{
    constexpr Qt::KeyboardModifiers commanding = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const Qt::KeyboardModifiers pressed = event.modifiers() & (commanding | Qt::ShiftModifier);
    const QString typed = event.text();
    for (const TimelineKey &candidate : keys) {
        if (candidate.sign != 0) {
            // Which modifiers a sign takes is the keyboard's affair; Ctrl alone makes it a command of somebody else.
            const bool isCommand = (pressed & commanding) == Qt::ControlModifier;
            if (!isCommand && typed.size() == 1 && typed.front() == QChar(candidate.sign))
                return candidate.action;
            continue;
        }
        if (event.key() == candidate.key.key() && pressed == candidate.key.keyboardModifiers())
            return candidate.action;
    }
    return std::nullopt;
}

QString keyGroupName(KeyGroup group)
{
    switch (group) {
    case KeyGroup::Time:
        return QCoreApplication::translate("coroscope::TimelineKeys", "Time in sight");
    case KeyGroup::Lanes:
        return QCoreApplication::translate("coroscope::TimelineKeys", "Lanes");
    case KeyGroup::Cursor:
        return QCoreApplication::translate("coroscope::TimelineKeys", "Cursor, ranges and marks");
    case KeyGroup::Causes:
        return QCoreApplication::translate("coroscope::TimelineKeys", "Intervals and causes");
    case KeyGroup::Other:
        break;
    }
    return QCoreApplication::translate("coroscope::TimelineKeys", "Other");
}

} // namespace coroscope
