// SPDX-License-Identifier: MIT
#include "core/base/faultkind.h"

#include <array>

namespace coroscope
{

QLatin1String faultSection(FaultKind kind)
{
    // In the order of the enum.
    static constexpr std::array<QLatin1String, faultKindCount> names{
        QLatin1String(),
        QLatin1String("file"),
        QLatin1String("encoding"),
        QLatin1String("yaml"),
        QLatin1String("left-out-of-yaml"),
        QLatin1String("limit"),
        QLatin1String("version"),
        QLatin1String("missing-key"),
        QLatin1String("unknown-key"),
        QLatin1String("repeated-key"),
        QLatin1String("kind-of-value"),
        QLatin1String("value-out-of-range"),
        QLatin1String("duration"),
        QLatin1String("bad-name"),
        QLatin1String("name-taken"),
        QLatin1String("unknown-name"),
        QLatin1String("unknown-step"),
        QLatin1String("form-of-a-step"),
        QLatin1String("step-of-a-later-version"),
        QLatin1String("misplaced-step"),
        QLatin1String("form-of-a-call"),
        QLatin1String("wrong-use"),
        QLatin1String("method"),
        QLatin1String("arguments"),
        QLatin1String("expression"),
        QLatin1String("braces"),
        QLatin1String("constructor"),
        QLatin1String("name-of-an-error"),
        QLatin1String("resource-that-enters-itself"),
        QLatin1String("for"),
        QLatin1String("more-faults"),
    };
    return names[static_cast<std::size_t>(kind)];
}

std::span<const FaultKind> faultKinds()
{
    static const auto kinds = [] {
        std::array<FaultKind, faultKindCount - 1> all{};
        for (std::size_t index = 0; index < all.size(); ++index)
            all[index] = static_cast<FaultKind>(index + 1);
        return all;
    }();
    return kinds;
}

} // namespace coroscope
