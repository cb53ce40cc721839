// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace coroscope::test
{

/// The trace of a run of a scenario that the program carries with it, by its name without suffix: `scraper`.
std::shared_ptr<EventStore> traceOfBuiltin(const QString &name);
/// The trace of a run of a scenario written out as YAML; its file is called `test.yaml`.
std::shared_ptr<EventStore> traceOfText(const QByteArray &yaml);

} // namespace coroscope::test
