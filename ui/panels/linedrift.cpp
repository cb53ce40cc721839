// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/linedrift.h"

namespace coroscope
{

void LineDrift::edit(int line, int added)
{
    if (added == 0)
        return;
    // Lines that are typed one after the other are one change.
    if (!m_edits.empty() && added > 0 && m_edits.back().added > 0 && line >= m_edits.back().line &&
        line <= m_edits.back().line + m_edits.back().added)
        m_edits.back().added += added;
    else
        m_edits.push_back({line, added});
}

std::optional<int> LineDrift::now(int oldLine) const
{
    int line = oldLine;
    for (const Edit &edit : m_edits) {
        if (line < edit.line)
            continue;
        if (line < edit.line - edit.added)
            return std::nullopt;
        line += edit.added;
    }
    return line;
}

std::optional<int> LineDrift::before(int line) const
{
    for (auto edit = m_edits.rbegin(); edit != m_edits.rend(); ++edit) {
        if (line < edit->line)
            continue;
        if (line < edit->line + edit->added)
            return std::nullopt;
        line -= edit->added;
    }
    return line;
}

} // namespace coroscope
