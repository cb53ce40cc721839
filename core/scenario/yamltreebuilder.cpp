// SPDX-License-Identifier: MIT
#include "core/scenario/yamltreebuilder.h"

#include <QSet>

#include <yaml-cpp/mark.h>

#include <algorithm>

namespace coroscope
{
namespace
{

// What is wrong with a file may be wrong many times over; so many are enough to know.
constexpr std::size_t mostFaults = 1000;

} // namespace

QString YamlTreeBuilder::depthMessage() const
{
    return QStringLiteral("lists and mappings nest more than %1 deep here; a scenario cannot nest deeper")
        .arg(m_limits.depth);
}

void YamlTreeBuilder::addFault(FaultKind kind, int offset, const QString &message)
{
    if (m_document.m_faults.size() < mostFaults)
        m_document.m_faults.push_back(m_document.fault(kind, offset, message));
    else
        ++m_document.m_moreFaults;
}

void YamlTreeBuilder::OnDocumentStart(const YAML::Mark &mark)
{
    if (m_began) {
        const bool marked = m_document.m_text.mid(mark.pos, 3) == "---";
        throw Stop{FaultKind::Yaml, mark.pos,
                   marked ? QStringLiteral("a second document begins here; a file holds one scenario")
                          : QStringLiteral("this does not belong to what stands above; check the indentation")};
    }
    m_began = true;
}

void YamlTreeBuilder::finish()
{
    if (!m_document.m_root || (m_document.m_root->isNull() && !m_document.m_root->written))
        throw Stop{FaultKind::Version, 0, QStringLiteral("the file is empty; a scenario begins with 'coroscope: 1'")};
    if (m_lastQuoted < 0)
        return;
    // The parser takes a text that is not closed before the end of the file.
    if (endOfQuoted(m_lastQuoted) < 0)
        throw Stop{FaultKind::Yaml, m_lastQuoted, quoteMessage(m_document.m_text[m_lastQuoted])};
}

QString YamlTreeBuilder::quoteMessage(char quote)
{
    return QStringLiteral("this quote is not closed; write %1 at the end of the text").arg(QLatin1Char(quote));
}

/// Past the quote that closes the one at `begin`; -1 if there is none.
int YamlTreeBuilder::endOfQuoted(int begin) const
{
    const QByteArray &text = m_document.m_text;
    const char quote = text[begin];
    const auto isEscape = [&text, quote](int offset) {
        return quote == '"' ? text[offset] == '\\' : text.mid(offset, 2) == "''";
    };
    int at = begin + 1;
    while (at < text.size() && (isEscape(at) || text[at] != quote))
        at += isEscape(at) ? 2 : 1;
    return at < text.size() ? at + 1 : -1;
}

int YamlTreeBuilder::nextQuote() const
{
    const QByteArray &text = m_document.m_text;
    const int from = m_lastQuoted > m_lastScalar ? endOfQuoted(m_lastQuoted) : m_lastScalar;
    for (int at = std::max(from, 0); at < text.size(); ++at) {
        if (text[at] == '"' || text[at] == '\'')
            return at;
    }
    return -1;
}

YamlTreeBuilder::MutableNode YamlTreeBuilder::make(YamlNode::Kind kind, const YAML::Mark &mark)
{
    auto node = std::make_shared<YamlNode>();
    node->kind = kind;
    node->offset = mark.pos;
    return node;
}

void YamlTreeBuilder::checkTag(const YAML::Mark &mark, const std::string &tag)
{
    if (tag.empty() || tag == "?" || tag == "!")
        return;
    addFault(FaultKind::YamlLeftOut, mark.pos,
             QStringLiteral("'!' begins a tag, which a scenario has no use for; take it out, or put the text "
                            "in quotes"));
}

void YamlTreeBuilder::open(MutableNode node, YAML::anchor_t anchor)
{
    if (static_cast<int>(m_open.size()) >= m_limits.depth)
        throw Stop{FaultKind::Limit, node->offset, depthMessage()};
    m_open.push_back({std::move(node), anchor});
}

void YamlTreeBuilder::close()
{
    const Open done = std::move(m_open.back());
    m_open.pop_back();
    add(done.node, done.anchor);
}

void YamlTreeBuilder::add(const YamlNodePtr &node, YAML::anchor_t anchor)
{
    if (anchor != 0)
        m_anchors[anchor] = node;
    m_nodes += 1;
    int size = node->size;
    if (!m_open.empty()) {
        YamlNode &parent = *m_open.back().node;
        parent.size += node->size;
        size = parent.size;
        if (parent.isMapping() && parent.keys.size() == parent.items.size())
            parent.keys.push_back(node);
        else
            parent.items.push_back(node);
    } else {
        m_document.m_root = node;
    }
    if (size > m_limits.nodes || m_nodes > m_limits.nodes) {
        throw Stop{FaultKind::Limit, node->offset,
                   QStringLiteral("the file holds more than %L1 values, aliases unfolded; a scenario cannot hold more")
                       .arg(m_limits.nodes)};
    }
}

void YamlTreeBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    auto node = make(YamlNode::Kind::Null, mark);
    const QByteArray word = m_document.m_text.mid(m_document.skipProperties(mark.pos), 4);
    node->written = word.startsWith('~') || word.toLower() == "null";
    // What is left out has no place; the mark is that of whatever comes next.
    if (!node->written && !m_open.empty()) {
        const YamlNode &parent = *m_open.back().node;
        const qsizetype dash = m_document.m_text.lastIndexOf('-', std::max(mark.pos - 1, 0));
        if (parent.isMapping() && parent.keys.size() > parent.items.size())
            node->offset = parent.keys.back()->offset;
        else if (parent.isSequence() && dash > parent.offset)
            node->offset = static_cast<int>(dash);
    }
    add(node, anchor);
}

void YamlTreeBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const auto found = m_anchors.find(anchor);
    if (found == m_anchors.end())
        throw Stop{FaultKind::YamlLeftOut, mark.pos,
                   QStringLiteral("an alias cannot stand within what it names; write the value out")};
    add(found->second, 0);
}

void YamlTreeBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                               const std::string &value)
{
    const bool isText = tag == "tag:yaml.org,2002:str";
    if (!isText)
        checkTag(mark, tag);
    auto node = make(YamlNode::Kind::Scalar, mark);
    node->plain = tag == "?" || tag.empty();
    node->text = QString::fromStdString(value);
    const int begin = m_document.skipProperties(mark.pos);
    if (!node->plain && begin < m_document.m_text.size()) {
        const char first = m_document.m_text[begin];
        if (first == '"' || first == '\'')
            m_lastQuoted = std::max(m_lastQuoted, begin);
        else if (first != '|' && first != '>' && !isText) {
            // A tag, told above; what it stands before is read as if it were not there.
            node->plain = true;
            if (node->text.isEmpty())
                node->text = QStringLiteral("null");
        }
    }
    if (node->plain)
        m_lastScalar = mark.pos + static_cast<int>(value.size());
    add(node, anchor);
}

void YamlTreeBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                                      YAML::EmitterStyle::value)
{
    checkTag(mark, tag);
    open(make(YamlNode::Kind::Sequence, mark), anchor);
}

void YamlTreeBuilder::OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                                 YAML::EmitterStyle::value)
{
    checkTag(mark, tag);
    open(make(YamlNode::Kind::Mapping, mark), anchor);
}

void YamlTreeBuilder::OnMapEnd()
{
    YamlNode &map = *m_open.back().node;
    QSet<QString> seen;
    std::size_t kept = 0;
    for (std::size_t index = 0; index < map.keys.size(); ++index) {
        const YamlNode &key = *map.keys[index];
        if (!key.isScalar()) {
            addFault(FaultKind::YamlLeftOut, key.offset, QStringLiteral("a key has to be a text; put it in quotes"));
            continue;
        }
        if (key.plain && key.text == u"<<") {
            addFault(FaultKind::YamlLeftOut, key.offset,
                     QStringLiteral("merge keys '<<' are not read; write the keys out"));
            continue;
        }
        if (seen.contains(key.text)) {
            addFault(FaultKind::RepeatedKey, key.offset,
                     QStringLiteral("the key '%1' stands here a second time; leave one").arg(key.text));
            continue;
        }
        seen.insert(key.text);
        map.keys[kept] = map.keys[index];
        map.items[kept] = map.items[index];
        ++kept;
    }
    map.keys.resize(kept);
    map.items.resize(kept);
    close();
}

} // namespace coroscope
