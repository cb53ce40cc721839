// SPDX-License-Identifier: MIT
#include "core/analysis/waitcycle.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::WaitCycle", text); }

/// Depth first over who waits for whom, without recursion: chains may be long.
class Search
{
public:
    Search(const RunIndex &index, Moment moment) : m_index(index), m_moment(moment) {}

    std::vector<CycleStep> from(TaskId start)
    {
        push(start);
        while (!m_path.empty() && m_seen.size() < mostSeen) {
            Node &node = m_path.back();
            if (node.next == node.targets.size()) {
                m_seen[node.step.task] = State::Left;
                m_path.pop_back();
                continue;
            }
            const TaskId target = node.targets[node.next++];
            const auto seen = m_seen.find(target);
            if (seen == m_seen.end())
                push(target);
            else if (seen->second == State::OnPath)
                return circleFrom(target);
        }
        return {};
    }

private:
    static constexpr std::size_t mostSeen = 5'000;
    enum class State : std::uint8_t { OnPath, Left };
    struct Node {
        CycleStep step;
        std::vector<TaskId> targets;
        std::size_t next = 0;
    };

    void push(TaskId task)
    {
        m_seen[task] = State::OnPath;
        Node node{.step = {.task = task, .on = {}, .object = {}}, .targets = {}};
        const TaskMoment now = taskAt(m_index.intervals(), task, m_moment);
        if (now.isWaiting()) {
            node.step.on = now.on;
            node.targets.assign(now.tasks.begin(), now.tasks.end());
            if (node.targets.empty() && now.object) {
                node.step.object = now.object;
                node.targets = m_index.objects().holdersAt(now.object, m_moment);
            }
        }
        m_path.push_back(std::move(node));
    }

    std::vector<CycleStep> circleFrom(TaskId first) const
    {
        std::vector<CycleStep> circle;
        auto place = std::ranges::find_if(m_path, [first](const Node &node) { return node.step.task == first; });
        for (; place != m_path.end(); ++place)
            circle.push_back(place->step);
        return circle;
    }

    const RunIndex &m_index;
    Moment m_moment;
    std::vector<Node> m_path;
    std::unordered_map<TaskId, State> m_seen;
};

} // namespace

std::vector<CycleStep> waitCycle(const RunIndex &index, TaskId from, Moment moment)
{
    return Search(index, moment).from(from);
}

std::vector<TextLine> cycleText(const RunIndex &index, const std::vector<CycleStep> &cycle, int indent)
{
    std::vector<TextLine> lines;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        const CycleStep &step = cycle[i];
        const CycleStep &before = cycle[(i + cycle.size() - 1) % cycle.size()];
        const CycleStep &next = cycle[(i + 1) % cycle.size()];
        const bool holds = before.object.isValid();
        if (step.object && holds) {
            lines.push_back(textLine(tr("%1 holds %2, waits for %3"),
                                     {index.name(step.task), index.name(before.object), index.name(step.object)},
                                     Tone::Bad, indent));
        } else if (step.object) {
            lines.push_back(
                textLine(tr("%1 waits for %2"), {index.name(step.task), index.name(step.object)}, Tone::Bad, indent));
        } else if (holds) {
            lines.push_back(textLine(tr("%1 holds %2, awaits %3"),
                                     {index.name(step.task), index.name(before.object), index.name(next.task)},
                                     Tone::Bad, indent));
        } else {
            lines.push_back(
                textLine(tr("%1 awaits %2"), {index.name(step.task), index.name(next.task)}, Tone::Bad, indent));
        }
    }
    return lines;
}

} // namespace coroscope
