// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <map>
#include <optional>

namespace coroscope
{

/// In what a run differs from what its file says.
struct RunSettings {
    std::map<QString, QString> knobs{};  ///< params by name, with values as `--set` takes them
    std::optional<std::uint64_t> seed{}; ///< nothing: the file's

    friend bool operator==(const RunSettings &, const RunSettings &) = default;
};

} // namespace coroscope
