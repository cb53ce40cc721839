// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"
#include "ui/timeline/trackindex.h"

namespace coroscope
{

/// How the values of an object's samples become heights.
struct ObjectMeaning {
    std::int64_t total = 0;  ///< what the capacity line stands for; 0: there is no line
    std::int64_t top = 1;    ///< the value at full height
    bool countsDown = false; ///< samples tell what is free

    std::int64_t used(std::int64_t value) const
    {
        return std::max<std::int64_t>(0, countsDown ? total - value : value);
    }
};

ObjectMeaning meaningOf(const ObjectTrack &object, const ObjectPeaks &peaks);

/// The sign of an object in the gutter.
MarkKind glyphOf(ObjectKind kind);

/// What stands at the capacity line; empty where nothing need be said.
QString capacityText(const ObjectTrack &object, const ObjectMeaning &meaning);

/// The state at a moment; nothing before the object was made.
std::optional<ObjectSample> sampleAt(const ObjectTrack &object, Nanoseconds time);

} // namespace coroscope
