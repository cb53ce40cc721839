// SPDX-License-Identifier: MIT
#include "core/scenario/futureresult.h"

#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"
#include "core/sync/gather.h"
#include "core/sync/shield.h"

namespace coroscope
{
namespace
{

Value gatheredResults(const async::Gathering &gathering)
{
    Value::Items items;
    items.reserve(gathering.children().size());
    for (const async::FutureRef &child : gathering.children()) {
        if (child->isFailed())
            items.push_back(errorOf(*child));
        else if (child->isCancelled())
            items.push_back(makeError(BuiltinError::CancelledError, child->cancelMessage()));
        else
            items.push_back(resultOf(*child));
    }
    return Value::list(std::move(items));
}

} // namespace

Value resultOf(const async::FutureBase &future)
{
    // All tasks of a scenario's scheduler are ScenarioTasks.
    if (const auto *task = const_cast<async::FutureBase &>(future).asTask())
        return static_cast<const ScenarioTask *>(task)->resultValue();
    if (const auto *plain = dynamic_cast<const ValueFuture *>(&future))
        return plain->value();
    if (const auto *gathering = dynamic_cast<const async::Gathering *>(&future))
        return gatheredResults(*gathering);
    if (const auto *shielding = dynamic_cast<const async::Shielding *>(&future))
        return resultOf(shielding->inner());
    if (const auto *job = dynamic_cast<const ScenarioJob *>(&future))
        return job->value();
    return {};
}

Value errorOf(const async::FutureBase &future)
{
    if (const auto *task = const_cast<async::FutureBase &>(future).asTask())
        return static_cast<const ScenarioTask *>(task)->errorValue();
    return errorFromException(future.exception());
}

bool takeResult(async::FutureBase &future, Value &result)
{
    switch (future.state()) {
    case async::FutureBase::State::Returned:
        result = resultOf(future);
        return true;
    case async::FutureBase::State::Failed:
        future.readException();
        result = errorOf(future);
        return false;
    default:
        result = makeError(BuiltinError::CancelledError, future.takeCancelled().message());
        return false;
    }
}

} // namespace coroscope
