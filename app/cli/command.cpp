// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/checkcommand.h"
#include "app/cli/pythoncommand.h"
#include "app/cli/rendercommand.h"
#include "app/cli/runcommand.h"

#include <array>
#include <cstdio>

namespace coroscope
{

std::span<const Command> commands()
{
    static constexpr std::array<Command, 4> list{{
        {"run", "run a scenario without a window", false, &runCommand},
        {"check", "tell every fault of scenario files", false, &checkCommand},
        {"render", "draw a scenario or a trace as a picture", true, &renderCommand},
        {"python", "write a scenario as a Python program", false, &pythonCommand},
    }};
    return list;
}

void printError(const QString &message)
{
    const QByteArray text = QStringLiteral("coroscope: error: %1\n").arg(message).toUtf8();
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
}

void printOut(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

} // namespace coroscope
