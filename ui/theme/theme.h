// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/vocabulary.h"
#include "core/trace/intervals.h"

#include <QColor>
#include <QFont>

#include <array>
#include <cstdint>

class QWidget;

namespace coroscope
{

enum class ThemeKind : std::uint8_t { Dark, Light };

/// The pattern over a bar, so that the kinds of waiting differ by more than colour. Locks, semaphores,
/// conditions, barriers and queues are hatched: somebody else has to give way there.
enum class Hatch : std::uint8_t { None, Rising, Falling, Crossed };

/// How the bar of one state looks, and the text on it.
struct BarStyle {
    QColor fill;
    QColor text;
    Hatch hatch = Hatch::None;
    QColor hatchLine;
};

/// The roles of colour in which draw lists speak; a theme turns each into a colour.
enum class Ink : std::uint8_t {
    Text,
    Muted,
    Accent,
    OnAccent,
    Running,
    Ready,
    Done,
    Failed,
    Cancelled,
    TimedOut,
    Met, ///< a timeout that was not needed
    Canvas,
    Track, ///< an empty lane of the event loop or of an object
    Grid,
    GridMinor,
    Border,
    Selection,
    Hover,
    InUse,   ///< permits in use, a lock that is held
    Items,   ///< items in a queue
    Jobs,    ///< jobs on a pool
    Waiters, ///< tasks in the queue of an object
    Capacity,
    Ghost,   ///< the bars of an older run
    Blocked, ///< a step that kept the loop from everything else
    Group,   ///< brackets of gathers and task groups
    OnHeld,  ///< the name of the holder, on InUse
};
inline constexpr int inkCount = static_cast<int>(Ink::OnHeld) + 1;

/// All colours of the window and of exported pictures, by role.
struct Theme {
    ThemeKind kind = ThemeKind::Dark;
    QColor window; ///< tool bar, panels, gutter
    QColor raised; ///< buttons and fields
    QColor pressed;
    QColor canvas; ///< behind the lanes
    std::array<QColor, inkCount> inks;
    BarStyle running;
    BarStyle ready;
    std::array<BarStyle, waitKindCount> waits;

    const QColor &ink(Ink role) const { return inks[static_cast<std::size_t>(role)]; }
    /// Of what is still to come: with a touch of its colour, and no harder to read than Muted.
    QColor dimmed(Ink role) const;
    const BarStyle &bar(TaskState state, WaitKind on) const;
};

const Theme &theme(ThemeKind kind);

/// The colour of the steps in an object's lane.
Ink inkOf(ObjectKind kind);

/// Contrast ratio of two opaque colours after WCAG 2: 1 to 21.
double contrastRatio(const QColor &one, const QColor &other);

enum class FontRole : std::uint8_t { Body, Strong, Small, Mono, MonoSmall, MonoStrong, Heading };
inline constexpr int fontRoleCount = static_cast<int>(FontRole::Heading) + 1;

/// How large the texts of the window are: 1 as made, 0.8 to 2.
inline constexpr double smallestTextScale = 0.8;
inline constexpr double largestTextScale = 2;
double textScale();
/// For the whole program; widgets take it with refreshFonts() and setTheme().
void setTextScale(double scale);
/// A length that goes with the texts, in pixels.
int withText(int pixels);

/// The font of a role in device-independent pixels, with families to fall back on: for widgets, as large as
/// textScale() says.
const QFont &themeFont(FontRole role);
/// The same as made: for draw lists, which are scaled as a whole where they are painted.
const QFont &drawFont(FontRole role);

/// Gives a widget the font of a role, also when texts become larger or smaller.
void setFontRole(QWidget *widget, FontRole role);
/// Gives all widgets in this one that have a role the font of now.
void refreshFonts(QWidget *root);

} // namespace coroscope
