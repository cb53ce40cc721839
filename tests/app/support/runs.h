// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"
#include "core/trace/eventstore.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace coroscope::test
{

/// A scenario out of a text; ends the test program where it has faults.
std::shared_ptr<const Scenario> scenarioOf(const QByteArray &text);
/// A scenario out of a file.
std::shared_ptr<const Scenario> scenarioAt(const QString &path);

/// An empty store for a run of a scenario.
std::shared_ptr<EventStore> storeFor(const Scenario &scenario);

/// The bytes that a store is saved as.
QByteArray traceText(const EventStore &store);

/// The trace of a run in this thread, without a Driver.
QByteArray traceOfRun(const std::shared_ptr<const Scenario> &scenario);

} // namespace coroscope::test
