// SPDX-License-Identifier: MIT
#include "core/scenario/expressiontext.h"

#include <vector>

namespace coroscope
{
namespace
{

char16_t closing(char16_t c) { return c == u'(' ? u')' : c == u'[' ? u']' : u'}'; }

} // namespace

qsizetype findOutsideBrackets(QStringView text, qsizetype from, QStringView stops)
{
    // What is open: the bracket that closes it, or the quote of a string or template.
    std::vector<char16_t> open;
    for (qsizetype at = from; at < text.size(); ++at) {
        const char16_t c = text[at].unicode();
        const char16_t inner = open.empty() ? u'\0' : open.back();
        if (inner == u'"' || inner == u'\'' || inner == u'`') {
            if (c == u'\\') {
                ++at;
            } else if (c == inner) {
                open.pop_back();
            } else if (inner == u'`' && c == u'$' && at + 1 < text.size() && text[at + 1] == u'{') {
                open.push_back(u'}');
                ++at;
            }
            continue;
        }
        if (open.empty() && stops.contains(c))
            return at;
        if (c == u'"' || c == u'\'' || c == u'`')
            open.push_back(c);
        else if (c == u'(' || c == u'[' || c == u'{')
            open.push_back(closing(c));
        else if (c == u')' || c == u']' || c == u'}') {
            if (c != inner)
                return -1;
            open.pop_back();
        }
    }
    return -1;
}

qsizetype keywordLength(QStringView argument, const QStringList &names)
{
    const qsizetype equals = argument.indexOf(u'=');
    const bool isKeyword = equals > 0 && !argument.mid(equals + 1).startsWith(u'=') &&
                           names.contains(argument.left(equals).trimmed().toString());
    return isKeyword ? equals + 1 : 0;
}

} // namespace coroscope
