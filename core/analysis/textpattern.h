// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace coroscope
{

/// What a name has to look like: a text that it contains (`sem`), or, where there are wildcards, all of it (`worker*`,
/// `fetch(?)`). Upper and lower case are the same. UTF-8.
class TextPattern
{
public:
    enum class Wildcards { Taken, Literal };

    /// `*` stands for any letters, `?` for one; Literal takes both as they are.
    explicit TextPattern(std::string_view text, Wildcards wildcards = Wildcards::Taken);

    bool matches(std::string_view name) const;
    /// How well a name fits, for lists that show the best first: 0 it is the text, 1 it begins with it, 2 a word in it
    /// does, 3 it matches in another way. -1: it does not match.
    int rank(std::string_view name) const;

    bool hasWildcards() const { return m_isGlob; }
    const std::string &text() const { return m_text; }

private:
    bool matchesFolded(std::string_view name) const;

    std::string m_text; // in lower case
    bool m_isGlob = false;
    bool m_isAscii = true;
};

/// A key whose order is the one that people expect of names: case does not matter, and numbers in it count as numbers
/// (`worker(2)` comes before `worker(10)`).
std::string naturalKey(std::string_view name);

} // namespace coroscope
