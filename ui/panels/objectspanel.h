// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/tablepanel.h"

#include <memory>

namespace coroscope
{

class ObjectHistory;

/// All objects of the run at the moment of the cursor.
class ObjectsPanel final : public TablePanel
{
    Q_OBJECT

public:
    explicit ObjectsPanel(Viewport &view, QWidget *parent = nullptr);

    /// Takes a history of the next intervals that others use, too; without it the panel keeps one of its own.
    void setHistory(std::shared_ptr<ObjectHistory> history);

protected:
    Target targetOf(std::uint32_t place) const override;
    std::optional<std::uint32_t> placeOf(const Target &target) const override;
    bool prepare() override;
};

} // namespace coroscope
