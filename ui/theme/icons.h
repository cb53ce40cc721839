// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>

namespace coroscope
{

enum class IconName : std::uint8_t {
    Run,
    Pause,
    StepBack,
    Step,
    Stop,
    Restart,
    Open,
    Picture,
    Arrows,
    Float,
    Close,
    App,
};

/// A sign of the tool bar, drawn in the colours of the theme at any size; pale where its button is disabled.
QIcon themeIcon(IconName name, const Theme &theme);

} // namespace coroscope
