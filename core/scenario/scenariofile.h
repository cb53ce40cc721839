// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace coroscope
{

/// A checked scenario, or everything that is wrong with its file.
struct LoadedScenario {
    std::unique_ptr<Scenario> scenario; ///< null if there are faults
    std::vector<Fault> faults;          ///< in the order of the file

    bool ok() const { return scenario != nullptr; }
};

/// Reads and checks a scenario file. Every fault is told at once, but for a file that cannot be read, is no YAML or is
/// of another version: that is told alone. A file may have 4 MiB, 200,000 values and 256 levels.
LoadedScenario loadScenario(const QString &path);

/// The same for a text; `fileName` is what faults and the scenario name as its file.
LoadedScenario loadScenarioText(const QByteArray &text, const QString &fileName);

} // namespace coroscope
