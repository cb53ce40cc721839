// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/examples.h"

#include "core/scenario/scenariofile.h"
#include "resources/library.h"

#include <algorithm>

namespace coroscope
{

QList<StartPage::Entry> exampleEntries()
{
    QList<StartPage::Entry> entries;
    for (const QString &path : builtinScenarios()) {
        const LoadedScenario loaded = loadScenario(path);
        if (loaded.scenario)
            entries += {loaded.scenario->title, loaded.scenario->description, path};
    }
    std::ranges::sort(entries, {}, &StartPage::Entry::title);
    return entries;
}

} // namespace coroscope
