// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/tablepanel.h"

namespace coroscope
{

/// All tasks of the run at the moment of the cursor.
class TasksPanel final : public TablePanel
{
    Q_OBJECT

public:
    explicit TasksPanel(Viewport &view, QWidget *parent = nullptr);

protected:
    Target targetOf(std::uint32_t place) const override;
    std::optional<std::uint32_t> placeOf(const Target &target) const override;
    bool prepare() override;
};

} // namespace coroscope
