// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace coroscope
{

/// Where the lines of a text have gone since a moment: a trace names the lines of the text that ran, the editor has
/// those of the text as it is now. Lines count from 1.
class LineDrift
{
public:
    /// From now on the text as it is counts as the old one.
    void clear() { m_edits.clear(); }
    /// `added` lines came in before `line`, or, if negative, so many went away beginning with it.
    void edit(int line, int added);

    /// Where a line of the old text is now; nothing if it is gone.
    std::optional<int> now(int oldLine) const;
    /// Which line of the old text a line is; nothing if it is new.
    std::optional<int> before(int line) const;

private:
    struct Edit {
        int line;
        int added;
    };
    std::vector<Edit> m_edits;
};

} // namespace coroscope
