// SPDX-License-Identifier: MIT
#include "core/scenario/expression.h"

#include "core/scenario/expressionlexer.h"
#include "core/scenario/expressionparser.h"

#include <algorithm>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

/// Collects the names that no arrow function around them binds.
class FreeNameFinder
{
public:
    explicit FreeNameFinder(std::vector<Expression::FreeName> &names) : m_names(names) {}

    void visit(const ExpressionNode &node)
    {
        switch (node.kind) {
        case ExpressionKind::Name:
            add(node, false, 0);
            return;
        case ExpressionKind::Call: {
            std::size_t first = 0;
            if (node.children.front()->kind == ExpressionKind::Name) {
                const bool hasSpread = std::any_of(node.children.begin(), node.children.end(), [](const auto &child) {
                    return child->kind == ExpressionKind::Spread;
                });
                add(*node.children.front(), true, hasSpread ? -1 : static_cast<int>(node.children.size()) - 1);
                first = 1;
            }
            for (std::size_t i = first; i < node.children.size(); ++i)
                visit(*node.children[i]);
            return;
        }
        case ExpressionKind::Arrow: {
            const std::size_t bound = m_bound.size();
            m_bound.insert(m_bound.end(), node.names.begin(), node.names.end());
            visit(*node.children.front());
            m_bound.resize(bound);
            return;
        }
        default:
            for (const ExpressionNodePtr &child : node.children)
                visit(*child);
        }
    }

private:
    void add(const ExpressionNode &node, bool called, int argumentCount)
    {
        if (std::find(m_bound.begin(), m_bound.end(), node.text) == m_bound.end())
            m_names.push_back({node.text, node.offset, called, argumentCount});
    }

    std::vector<Expression::FreeName> &m_names;
    std::vector<QString> m_bound;
};

} // namespace

Result<std::shared_ptr<const Expression>> Expression::parse(const QString &source)
{
    const auto fault = [&](qsizetype offset, const QString &message) {
        Fault result;
        const QStringView before = QStringView(source).first(std::min(offset, source.size()));
        // A column counts characters, and a surrogate pair is one.
        const auto pairs = std::count_if(before.begin(), before.end(), [](QChar c) { return c.isLowSurrogate(); });
        result.column = static_cast<int>(before.size() - pairs) + 1;
        result.message = message;
        return result;
    };
    if (source.size() > maximumExpressionLength)
        return fault(0, u"the expression is longer than %1 characters; split it up"_s.arg(maximumExpressionLength));
    try {
        std::shared_ptr<Expression> result(new Expression);
        result->m_source = source;
        result->m_root = ExpressionParser(source).parse();
        FreeNameFinder(result->m_freeNames).visit(*result->m_root);
        return std::shared_ptr<const Expression>(std::move(result));
    } catch (const ExpressionRefused &refused) {
        return fault(refused.offset, refused.message);
    }
}

int findExpressionEnd(QStringView text, int from)
{
    // What each open brace belongs to.
    enum class Brace { Object, Template };
    std::vector<Brace> open;
    ExpressionLexer lexer(text, from);
    try {
        bool inTemplate = false;
        while (true) {
            if (inTemplate) {
                inTemplate = false;
                if (!lexer.templatePiece().last)
                    open.push_back(Brace::Template);
                continue;
            }
            const ExpressionToken token = lexer.next();
            if (token.kind == ExpressionToken::Kind::End)
                return -1;
            if (token.kind == ExpressionToken::Kind::Backtick) {
                inTemplate = true;
            } else if (token.kind == ExpressionToken::Kind::Punctuator && token.text == u"{") {
                open.push_back(Brace::Object);
            } else if (token.kind == ExpressionToken::Kind::Punctuator && token.text == u"}") {
                if (open.empty())
                    return static_cast<int>(token.offset);
                inTemplate = open.back() == Brace::Template;
                open.pop_back();
            }
        }
    } catch (const ExpressionRefused &) {
        return -1;
    }
}

const std::vector<BuiltinFunction> &builtinFunctions()
{
    static const std::vector<BuiltinFunction> functions = {
        {u"range", 1, 3},   {u"len", 1, 1},     {u"min", 1, -1},     {u"max", 1, -1},
        {u"abs", 1, 1},     {u"str", 1, 1},     {u"int", 1, 1},      {u"sum", 1, 1},
        {u"sorted", 1, 1},  {u"now", 0, 0},     {u"is_error", 1, 1}, {u"random", 0, 0},
        {u"uniform", 2, 2}, {u"randint", 2, 2}, {u"choice", 1, 1},   {u"expovariate", 1, 1},
    };
    return functions;
}

} // namespace coroscope
