// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/laneorder.h"

#include <algorithm>
#include <utility>

namespace coroscope
{
namespace
{

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

char lowered(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

/// The digits at the begin of a text without leading zeros; takes them away from it.
std::string_view takeNumber(std::string_view &text)
{
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    while (digits.size() > 1 && digits.front() == '0')
        digits.remove_prefix(1);
    return digits;
}

int sign(std::int64_t number) { return number < 0 ? -1 : number > 0 ? 1 : 0; }

Nanoseconds waitingTime(const TaskTrack &task, Nanoseconds now)
{
    Nanoseconds sum = 0;
    for (std::size_t i = 0; i < task.intervals.size(); ++i) {
        const auto interval = task.intervals[i];
        if (interval.state == TaskState::Waiting)
            sum += (interval.end == noTime ? now : interval.end) - interval.start;
    }
    return sum;
}

std::vector<std::int64_t> nameRanks(const Intervals &intervals)
{
    const auto &tasks = intervals.tasks();
    // The names side by side: looking each up in its track takes most of the time otherwise.
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted;
    sorted.reserve(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i)
        sorted.emplace_back(tasks[i].name, static_cast<std::uint32_t>(i));
    std::sort(sorted.begin(), sorted.end(), [](const auto &one, const auto &other) {
        const int order = compareNaturally(one.first, other.first);
        return order != 0 ? order < 0 : one.second < other.second;
    });
    std::vector<std::int64_t> ranks(tasks.size());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        ranks[sorted[i].second] = static_cast<std::int64_t>(i);
    return ranks;
}

} // namespace

int compareNaturally(std::string_view one, std::string_view other)
{
    const std::string_view wholeOne = one;
    const std::string_view wholeOther = other;
    while (!one.empty() && !other.empty()) {
        if (isDigit(one.front()) && isDigit(other.front())) {
            const std::string_view number = takeNumber(one);
            const std::string_view otherNumber = takeNumber(other);
            if (number.size() != otherNumber.size())
                return number.size() < otherNumber.size() ? -1 : 1;
            if (const int order = number.compare(otherNumber); order != 0)
                return sign(order);
            continue;
        }
        const auto letter = static_cast<unsigned char>(lowered(one.front()));
        const auto otherLetter = static_cast<unsigned char>(lowered(other.front()));
        if (letter != otherLetter)
            return letter < otherLetter ? -1 : 1;
        one.remove_prefix(1);
        other.remove_prefix(1);
    }
    if (one.empty() != other.empty())
        return one.empty() ? -1 : 1;
    return sign(wholeOne.compare(wholeOther));
}

std::vector<std::int64_t> orderKeys(const Intervals &intervals, LaneOrder order)
{
    if (order == LaneOrder::Name)
        return nameRanks(intervals);
    const auto &tasks = intervals.tasks();
    std::vector<std::int64_t> keys(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TaskTrack &task = tasks[i];
        switch (order) {
        case LaneOrder::Start:
        case LaneOrder::Name:
            keys[i] = static_cast<std::int64_t>(i);
            break;
        case LaneOrder::Duration:
            keys[i] = task.created - (task.ended == noTime ? intervals.end() : task.ended);
            break;
        case LaneOrder::Waiting:
            keys[i] = -waitingTime(task, intervals.end());
            break;
        }
    }
    return keys;
}

} // namespace coroscope
