// SPDX-License-Identifier: MIT
#include "core/runtime/clockface.h"

#include <algorithm>

namespace coroscope::async
{

void ClockFace::go(Nanoseconds time, double speed, Nanoseconds limit)
{
    const std::lock_guard lock(m_mutex);
    m_wall = std::chrono::steady_clock::now();
    m_time = time;
    m_limit = std::max(time, limit);
    m_speed = speed;
}

Nanoseconds ClockFace::time() const
{
    const std::lock_guard lock(m_mutex);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_wall).count();
    const Nanoseconds gone = fromSeconds(wall * m_speed);
    return gone < m_limit - m_time ? m_time + gone : m_limit;
}

} // namespace coroscope::async
