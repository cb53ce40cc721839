// SPDX-License-Identifier: MIT
// What most files of the window include.
#include "packaging/cmake/precompiledcore.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QWidget>
