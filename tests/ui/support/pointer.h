// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

namespace coroscope
{

/// Turns a wheel over a widget; positive notches turn it away from the person.
inline void turnWheel(QWidget &widget, QPointF at, int notches, Qt::KeyboardModifiers keys = Qt::NoModifier)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

/// Moves the pointer over a widget, with buttons held or none. Told to the widget itself, so that it does not matter
/// where the pointer was.
inline void movePointer(QWidget &widget, QPointF to, Qt::MouseButtons held = Qt::NoButton)
{
    QMouseEvent event(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, held, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

} // namespace coroscope
