// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/drawlist.h"

#include <QIcon>

namespace coroscope
{

/// The mark of a state, as the timeline draws it, for a cell of a table. Made once for each.
QIcon stateIcon(MarkKind mark, Ink ink, ThemeKind kind);

/// The same of an object: the sign before its lane, or a dot for one that has no lane.
QIcon objectIcon(ObjectKind object, ThemeKind kind);

} // namespace coroscope
