// SPDX-License-Identifier: MIT
#include "core/analysis/textpattern.h"

#include <QString>

#include <algorithm>

namespace coroscope
{
namespace
{

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view text)
{
    if (!isAscii(text))
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toCaseFolded().toStdString();
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), lowered);
    return lower;
}

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isWordLetter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// The bytes of the letter of UTF-8 that begins at a place.
std::size_t letterLength(std::string_view text, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    return end - at;
}

/// Goes back to the last star only, so that no pattern takes more than pattern times name.
bool globMatches(std::string_view pattern, std::string_view name)
{
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            n += letterLength(name, n);
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            resume += letterLength(name, resume);
            n = resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

/// Finds a text in lower case in one that need not be.
std::size_t findIgnoringCase(std::string_view name, std::string_view wanted)
{
    if (wanted.empty())
        return 0;
    if (name.size() < wanted.size())
        return std::string_view::npos;
    for (std::size_t i = 0; i + wanted.size() <= name.size(); ++i) {
        std::size_t k = 0;
        while (k < wanted.size() && lowered(name[i + k]) == wanted[k])
            ++k;
        if (k == wanted.size())
            return i;
    }
    return std::string_view::npos;
}

} // namespace

TextPattern::TextPattern(std::string_view text, Wildcards wildcards)
    : m_text(folded(text)),
      m_isGlob(wildcards == Wildcards::Taken && text.find_first_of("*?") != std::string_view::npos),
      m_isAscii(isAscii(text))
{
}

bool TextPattern::matches(std::string_view name) const
{
    // Nearly all names are looked at in their place, without a copy.
    if (!m_isGlob && m_isAscii)
        return findIgnoringCase(name, m_text) != std::string_view::npos;
    return matchesFolded(folded(name));
}

bool TextPattern::matchesFolded(std::string_view name) const
{
    return m_isGlob ? globMatches(m_text, name) : name.find(m_text) != std::string_view::npos;
}

int TextPattern::rank(std::string_view name) const
{
    if (!matches(name))
        return -1;
    const std::string lower = folded(name);
    if (m_isGlob)
        return m_text.front() == '*' ? 3 : 1;
    if (lower == m_text)
        return 0;
    const std::size_t at = lower.find(m_text);
    if (at == 0)
        return 1;
    return isWordLetter(lower[at - 1]) ? 3 : 2;
}

std::string naturalKey(std::string_view name)
{
    std::string key;
    key.reserve(name.size() + 4);
    const std::string lower = folded(name);
    for (std::size_t i = 0; i < lower.size();) {
        if (!isDigit(lower[i])) {
            key += lower[i++];
            continue;
        }
        while (i + 1 < lower.size() && lower[i] == '0' && isDigit(lower[i + 1]))
            ++i;
        std::size_t end = i;
        while (end < lower.size() && isDigit(lower[end]))
            ++end;
        // A digit first, so that numbers still stand where digits do; then how long it is.
        key += '0';
        key += static_cast<char>(std::min<std::size_t>(end - i, 255));
        key.append(lower, i, end - i);
        i = end;
    }
    return key;
}

} // namespace coroscope
