// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/yamldocument.h"

#include <yaml-cpp/eventhandler.h>

#include <unordered_map>

namespace coroscope
{

/// Makes the nodes of a YamlDocument from the parser's events, and stops it when a limit is reached.
class YamlTreeBuilder : public YAML::EventHandler
{
public:
    /// Thrown through the parser to stop it.
    struct Stop {
        FaultKind kind = FaultKind::Yaml;
        int offset = 0;
        QString message;
    };

    YamlTreeBuilder(YamlDocument &document, const YamlLimits &limits) : m_document(document), m_limits(limits) {}

    /// To be called after the last event; throws Stop if there was no document or a quote is not closed.
    void finish();

    QString depthMessage() const;
    static QString quoteMessage(char quote);
    /// Where a quote begins after the last value that was read; -1 if none does.
    int nextQuote() const;

    void OnDocumentStart(const YAML::Mark &mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    using MutableNode = std::shared_ptr<YamlNode>;
    struct Open {
        MutableNode node;
        YAML::anchor_t anchor = 0;
    };

    MutableNode make(YamlNode::Kind kind, const YAML::Mark &mark);
    void checkTag(const YAML::Mark &mark, const std::string &tag);
    void open(MutableNode node, YAML::anchor_t anchor);
    void close();
    void add(const YamlNodePtr &node, YAML::anchor_t anchor);
    void addFault(FaultKind kind, int offset, const QString &message);
    int endOfQuoted(int begin) const;

    YamlDocument &m_document;
    YamlLimits m_limits;
    std::vector<Open> m_open;
    std::unordered_map<YAML::anchor_t, YamlNodePtr> m_anchors;
    int m_nodes = 0;
    int m_lastQuoted = -1;
    int m_lastScalar = 0;
    bool m_began = false;
};

} // namespace coroscope
