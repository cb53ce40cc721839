// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace coroscope
{

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

/// One node of a YAML document with its place in the text. Aliases share the node that they name.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Mapping };

    Kind kind = Kind::Null;
    bool plain = false;   ///< a scalar without quotes, not in block form
    bool written = false; ///< a null that stands there, `null` or `~`, and is not merely left out
    QString text;         ///< of a scalar
    int offset = 0;       ///< first byte in the document
    int size = 1;         ///< this node and all below it, aliases unfolded
    std::vector<YamlNodePtr> keys;
    std::vector<YamlNodePtr> items; ///< of a sequence; of a mapping: the values, one for each key

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }
};

/// What the reader takes before it gives up, so that a hostile file costs neither time nor memory.
struct YamlLimits {
    qint64 bytes = 4 * 1024 * 1024;
    int nodes = 200'000; ///< aliases unfolded
    int depth = 256;
};

/// A YAML text, read into nodes, that can tell the line and column of everything in it.
class YamlDocument
{
public:
    /// Reads one document. Gives a fault if `text` is not a text, is no YAML, holds more than one document or goes over
    /// `limits`. What does not keep the rest from being read is left to faults().
    static Result<YamlDocument> read(const QByteArray &text, const QString &fileName, const YamlLimits &limits = {});

    const YamlNode &root() const { return *m_root; }
    const QString &fileName() const { return m_fileName; }
    /// Keys that are repeated or no text, merge keys, tags. Such keys are not in the nodes.
    const std::vector<Fault> &faults() const { return m_faults; }
    /// How many more of them there are than faults() holds.
    int moreFaults() const { return m_moreFaults; }

    Place place(int offset) const;
    Place place(const YamlNode &node) const { return place(node.offset); }
    /// The place of a character of a scalar's text, through quotes, escapes and folded lines.
    Place place(const YamlNode &scalar, qsizetype textOffset) const;

private:
    YamlDocument() = default;
    friend class YamlTreeBuilder;

    void indexLines();
    int charactersBefore(int offset) const;
    int skipProperties(int offset) const;
    Fault fault(FaultKind kind, int offset, const QString &message) const;

    /// How far into a scalar a place was asked for, and where in the document that is.
    struct Walked {
        const YamlNode *scalar = nullptr;
        qsizetype textOffset = 0;
        int offset = 0;
    };

    mutable Walked m_walked;
    QByteArray m_text; ///< UTF-8 with plain line feeds, without a byte order mark
    QString m_fileName;
    std::vector<int> m_lineStarts;
    std::vector<int> m_characters; ///< how many characters stand before each block of bytes
    YamlNodePtr m_root;
    std::vector<Fault> m_faults;
    int m_moreFaults = 0;
};

} // namespace coroscope
