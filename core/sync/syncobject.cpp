// SPDX-License-Identifier: MIT
#include "core/sync/syncobject.h"

namespace coroscope::async
{

SyncObject::SyncObject(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity)
    : m_scheduler(scheduler), m_id(scheduler.nextObjectId()), m_name(std::move(name))
{
    if (Instrument *instrument = scheduler.instrument())
        instrument->objectCreated(scheduler.now(), {m_id, kind, m_name, capacity, scheduler.currentTaskId()});
}

} // namespace coroscope::async
