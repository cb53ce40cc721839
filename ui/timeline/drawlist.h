// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace coroscope
{

// What a view of the timeline consists of, as plain structs in pixels of the widget or picture. Made by
// buildDrawList(); painted by paint(); asked by hitTest(). Colours are roles, see Ink.

/// A plain rectangle.
struct DrawFill {
    QRectF rect;
    Ink ink = Ink::Track;
};

enum class LineStyle : std::uint8_t { Solid, Dashed };

struct DrawLine {
    QLineF line;
    Ink ink = Ink::Grid;
    LineStyle style = LineStyle::Solid;
    double width = 1;
};

/// The rim of a rectangle, within it.
struct DrawOutline {
    QRectF rect;
    Ink ink = Ink::Accent;
    double width = 1.5;
};

/// A stretch of a task in one state, or several that fall on the same pixels.
struct DrawBar {
    QRectF rect;
    TaskState state = TaskState::Ready;
    WaitKind on = WaitKind::Sleep;
    std::uint32_t lane = 0;     ///< index in LaneLayout::lanes()
    std::uint32_t interval = 0; ///< index in the intervals of the lane's task, or in Intervals::loop(): the first
    /// How many intervals it stands for; of steps, those among them. Where they are very many, the first one that is in
    /// the state of the bar may lie a little further on: see hitTest().
    std::uint32_t count = 1;
};

enum class MarkKind : std::uint8_t {
    Returned,        ///< ✓
    Failed,          ///< !
    Cancelled,       ///< ✕
    TimedOut,        ///< a clock
    Stuck,           ///< waits for ever: the run ended in a deadlock
    Alive,           ///< a dot in the colour of the state; of a task that goes on
    Flag,            ///< a timeout fired here
    CancelAsked,     ///< a cancel was asked for here
    CancelSwallowed, ///< and this one was caught and not raised again
    FailEnd,         ///< end of a task that failed
    CancelEnd,       ///< end of a task that was cancelled
    Note,            ///< a mark that a person set, at the ruler
    LoopGlyph,       ///< what a lane is, in the gutter
    SemaphoreGlyph,
    LockGlyph,
    QueueGlyph,
    PoolGlyph,
    ThreadGlyph,
    EventGlyph,
    ConditionGlyph,
    BarrierGlyph,
    FutureGlyph,
    ResourceGlyph,
    ObjectsGlyph,
    FoldOpen,   ///< what lies under the lane is shown
    FoldClosed, ///< and here it is folded away
    Pinned,     ///< the lane stays in sight
};

/// A small sign, drawn round its centre.
struct DrawMark {
    QPointF at;
    MarkKind kind = MarkKind::Returned;
    double size = 8; ///< width and height
    Ink ink = Ink::Text;
};

enum class TextAlign : std::uint8_t { Left, Centre, Right };

struct DrawLabel {
    QRectF rect; ///< the text stands in it, centred upright
    QString text;
    FontRole font = FontRole::Small;
    Ink ink = Ink::Text;
    TextAlign align = TextAlign::Left;
    /// The bar that it stands on, whose style then gives the colour of the text in place of `ink`.
    bool onBar = false;
    TaskState state = TaskState::Waiting;
    WaitKind on = WaitKind::Sleep;
};

/// An arrow from one lane to another: who woke or cancelled whom. It bulges to a side and ends at `to`.
struct DrawCurve {
    QPointF from;
    QPointF to;
    double bulge = 16; ///< how far it goes to the right of its ends; less than 0: to the left
    Ink ink = Ink::Ready;
    double width = 1.5;
    TaskId cause;            ///< who woke or cancelled
    TaskId task;             ///< who was woken or cancelled
    std::uint32_t event = 0; ///< index in the store of the event that says so
};

/// What is drawn within one rectangle, in this order.
struct DrawArea {
    QRectF clip;
    std::vector<DrawFill> rows;  ///< tints of whole rows
    std::vector<DrawLine> grid;  ///< over the tints, under everything else
    std::vector<DrawFill> fills; ///< tracks and the graphs of objects
    std::vector<DrawLine> lines;
    std::vector<DrawBar> stacks; ///< of tasks folded away: `count` of them are in that state; `interval` means nothing
    std::vector<DrawBar> bars;
    std::vector<DrawLine> brackets; ///< lines over the bars
    std::vector<DrawBar> runs;      ///< steps on the loop, over the bars
    std::vector<DrawOutline> outlines;
    std::vector<DrawCurve> curves;
    std::vector<DrawFill> chips; ///< small filled boxes under the labels
    std::vector<DrawMark> marks;
    std::vector<DrawLabel> labels;
};

enum class AreaRole : std::uint8_t { Head, Lanes, Causes, Gutter, HeadGutter, Ruler, Cursor };
inline constexpr int areaCount = static_cast<int>(AreaRole::Cursor) + 1;

struct DrawList {
    QSizeF size;
    std::array<DrawArea, areaCount> areas; ///< by AreaRole, painted in this order

    DrawArea &area(AreaRole role) { return areas[static_cast<std::size_t>(role)]; }
    const DrawArea &area(AreaRole role) const { return areas[static_cast<std::size_t>(role)]; }
};

/// The list as text, a line an item, for tests and for looking into it. Coordinates are rounded to whole pixels.
QString toText(const DrawArea &area);

} // namespace coroscope
