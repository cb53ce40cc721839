// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/objectspanel.h"

#include "core/trace/intervals.h"
#include "ui/models/objectmodel.h"

#include <QTableView>

#include <array>

namespace coroscope
{
namespace
{

// In the order of ObjectModel::Column.
constexpr std::array<int, ObjectModel::ColumnCount> widths{130, 100, 84, 76, 230, 70, 190, 112, 96, 50};
// A slice of what the history reads in a frame.
constexpr std::size_t eventsPerSlice = 100'000;

} // namespace

ObjectsPanel::ObjectsPanel(Viewport &view, QWidget *parent)
    : TablePanel(view, new ObjectModel(nullptr), tr("Objects"), tr("Filter: sem*, kind:queue, on:sem"), widths,
                 ObjectModel::Number, parent)
{
    table().setObjectName(QStringLiteral("objects"));
}

void ObjectsPanel::setHistory(std::shared_ptr<ObjectHistory> history)
{
    static_cast<ObjectModel &>(model()).setHistory(std::move(history));
}

Target ObjectsPanel::targetOf(std::uint32_t place) const { return {{}, intervals()->objects()[place].id}; }

std::optional<std::uint32_t> ObjectsPanel::placeOf(const Target &target) const
{
    const ObjectTrack *object = target.object ? intervals()->object(target.object) : nullptr;
    if (!object)
        return std::nullopt;
    // Ids count up from 1 in a run; a file may have any.
    const auto &objects = intervals()->objects();
    const std::size_t guess = target.object.value - 1;
    if (guess < objects.size() && objects[guess].id == target.object)
        return static_cast<std::uint32_t>(guess);
    for (std::uint32_t place = 0; place < objects.size(); ++place) {
        if (objects[place].id == target.object)
            return place;
    }
    return std::nullopt;
}

bool ObjectsPanel::prepare() { return !static_cast<ObjectModel &>(model()).advance(eventsPerSlice); }

} // namespace coroscope
