// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/objectmoment.h"
#include "core/analysis/richtext.h"
#include "core/analysis/taskmoment.h"
#include "core/analysis/taskrelations.h"
#include "core/trace/intervals.h"

#include <cstdint>
#include <memory>
#include <utility>

namespace coroscope
{

/// All that explanations look things up in. Follows the intervals, which have to outlive it.
class RunIndex
{
public:
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    /// What is kept: the history of objects takes memory for every wait and change.
    enum class Parts : std::uint8_t { All, WithoutObjects };

    /// `objects`: a history of the same intervals that others use and keep up as well; without one it has its own.
    explicit RunIndex(const Intervals &intervals, Parts parts = Parts::All,
                      std::shared_ptr<ObjectHistory> objects = nullptr)
        : m_intervals(intervals), m_parts(parts),
          m_objects(objects ? std::move(objects) : std::make_shared<ObjectHistory>(intervals)), m_relations(intervals)
    {
    }

    /// Keeps all from now on, from the first event on: update() then has them to take in.
    void includeObjects() { m_parts = Parts::All; }

    /// Takes in new events, `most` of them. Returns whether there were any.
    bool update(std::size_t most = everything)
    {
        const bool objects = m_parts == Parts::All && m_objects->update(most);
        const bool relations = m_relations.update(most);
        return objects || relations;
    }
    bool isBehind() const { return (m_parts == Parts::All && m_objects->isBehind()) || m_relations.isBehind(); }

    const Intervals &intervals() const { return m_intervals; }
    const EventStore &store() const { return m_intervals.store(); }
    const ObjectHistory &objects() const { return *m_objects; }
    const TaskRelations &relations() const { return m_relations; }

    // Names that lead to what they name.

    TextPiece name(TaskId task) const;
    TextPiece name(ObjectId object) const;
    TextPiece time(Nanoseconds time) const;
    /// A time that leads to the state right after an event.
    TextPiece timeOf(std::uint32_t event) const;
    /// `line 16`; nothing is said for an invalid place.
    TextPiece line(SourceId at) const;
    std::vector<TextPiece> names(const std::vector<TaskId> &tasks) const;

    /// A length of time as precise as the run asks for: `0.300 s`.
    QString length(Nanoseconds length) const;

private:
    const Intervals &m_intervals;
    Parts m_parts;
    std::shared_ptr<ObjectHistory> m_objects;
    TaskRelations m_relations;
};

} // namespace coroscope
