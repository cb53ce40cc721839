// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"

#include <QString>

namespace coroscope
{

/// Every field of an event that is known, as `TIME type field=value …`: what tests compare.
QString eventText(const EventStore &store, const Event &event);

/// All events of a store, one a line.
QString eventTexts(const EventStore &store);

} // namespace coroscope
