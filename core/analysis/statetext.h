// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <vector>

namespace coroscope
{

/// What a task does at a moment in a few words: `waiting on sem`, `sleeping`, `running`, `returned`.
QString stateText(const RunIndex &index, TaskId task, Moment moment);

/// The numbers of an object at a moment: `4 of 4 permits in use`.
std::vector<TextLine> objectState(const RunIndex &index, ObjectId object, Moment moment);
/// Who holds it and who waits for it at a moment, in order; the first hundred.
std::vector<TextLine> objectHolders(const RunIndex &index, ObjectId object, Moment moment);
std::vector<TextLine> objectWaiters(const RunIndex &index, ObjectId object, Moment moment);

} // namespace coroscope
