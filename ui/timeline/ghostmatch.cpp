// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/ghostmatch.h"

namespace coroscope
{

GhostMatch::GhostMatch(const Intervals &older) : m_older(older)
{
    const auto &tasks = older.tasks();
    for (std::size_t i = 0; i < tasks.size(); ++i)
        m_byName[tasks[i].name].places.push_back(static_cast<std::uint32_t>(i));
}

void GhostMatch::update(const Intervals &newer)
{
    const auto &tasks = newer.tasks();
    while (m_matches.size() < tasks.size()) {
        const auto found = m_byName.find(tasks[m_matches.size()].name);
        const bool hasOne = found != m_byName.end() && found->second.used < found->second.places.size();
        m_matches.push_back(hasOne ? std::optional(found->second.places[found->second.used++]) : std::nullopt);
    }
}

const TaskTrack *GhostMatch::taskOf(std::uint32_t place) const
{
    if (place >= m_matches.size() || !m_matches[place])
        return nullptr;
    return &m_older.tasks()[*m_matches[place]];
}

} // namespace coroscope
