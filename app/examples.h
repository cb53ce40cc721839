// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/startpage.h"

#include <QList>

namespace coroscope
{

/// The scenarios that the program carries with it, by title. Read anew at each call.
QList<StartPage::Entry> exampleEntries();

} // namespace coroscope
