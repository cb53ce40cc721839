// SPDX-License-Identifier: MIT
#include "core/scenario/resourcecycles.h"

#include <algorithm>

namespace coroscope
{
namespace
{

void collectEntered(const Steps &steps, std::vector<int> &entered)
{
    for (const Step &step : steps) {
        if (step.verb == Verb::With && step.resource >= 0)
            entered.push_back(step.resource);
        for (const Steps *inner : {&step.body, &step.elseBody, &step.finallyBody})
            collectEntered(*inner, entered);
        for (const ExceptClause &clause : step.excepts)
            collectEntered(clause.steps, entered);
    }
}

/// Looks for the shortest way from one resource back to it.
class CycleSearch
{
public:
    explicit CycleSearch(const Scenario &scenario)
    {
        for (const Resource &resource : scenario.resources) {
            std::vector<int> entered;
            collectEntered(resource.enter, entered);
            collectEntered(resource.exit, entered);
            m_entered.push_back(std::move(entered));
        }
    }

    std::vector<int> find(int start) const
    {
        std::vector<int> from(m_entered.size(), -1);
        std::vector<int> queue{start};
        for (std::size_t at = 0; at < queue.size(); ++at) {
            for (const int next : m_entered[static_cast<std::size_t>(queue[at])]) {
                if (next == start) {
                    std::vector<int> way{start};
                    for (int step = queue[at]; step != start; step = from[static_cast<std::size_t>(step)])
                        way.push_back(step);
                    way.push_back(start);
                    std::reverse(way.begin(), way.end());
                    return way;
                }
                int &known = from[static_cast<std::size_t>(next)];
                if (known < 0) {
                    known = queue[at];
                    queue.push_back(next);
                }
            }
        }
        return {};
    }

private:
    std::vector<std::vector<int>> m_entered;
};

} // namespace

std::vector<ResourceCycle> findResourceCycles(const Scenario &scenario)
{
    std::vector<ResourceCycle> cycles;
    const CycleSearch search(scenario);
    for (std::size_t index = 0; index < scenario.resources.size(); ++index) {
        ResourceCycle cycle;
        for (const int resource : search.find(static_cast<int>(index)))
            cycle.names.append(scenario.resources[static_cast<std::size_t>(resource)].name);
        cycle.place = scenario.resources[index].place;
        if (!cycle.names.isEmpty())
            cycles.push_back(std::move(cycle));
    }
    return cycles;
}

} // namespace coroscope
