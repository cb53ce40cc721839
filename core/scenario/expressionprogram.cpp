// SPDX-License-Identifier: MIT
#include "core/scenario/expressionprogram.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

Operation unaryOperation(const QString &text)
{
    if (text == u"!")
        return Operation::Not;
    if (text == u"-")
        return Operation::Negate;
    if (text == u"+")
        return Operation::ToNumber;
    if (text == u"~")
        return Operation::BitNot;
    return Operation::TypeOf;
}

struct BinaryName {
    std::u16string_view text;
    Operation operation;
};
constexpr std::array binaryNames = std::to_array<BinaryName>({
    {u"+", Operation::Add},         {u"-", Operation::Subtract},
    {u"*", Operation::Multiply},    {u"/", Operation::Divide},
    {u"%", Operation::Remainder},   {u"**", Operation::Power},
    {u"==", Operation::Equal},      {u"!=", Operation::NotEqual},
    {u"===", Operation::Same},      {u"!==", Operation::NotSame},
    {u"<", Operation::Less},        {u"<=", Operation::LessEqual},
    {u">", Operation::Greater},     {u">=", Operation::GreaterEqual},
    {u"&", Operation::BitAnd},      {u"|", Operation::BitOr},
    {u"^", Operation::BitXor},      {u"<<", Operation::ShiftLeft},
    {u">>", Operation::ShiftRight}, {u">>>", Operation::ShiftRightUnsigned},
    {u"in", Operation::In},         {u"&&", Operation::And},
    {u"||", Operation::Or},         {u"??", Operation::Coalesce},
});

Operation binaryOperation(const QString &text)
{
    const auto found = std::find_if(binaryNames.begin(), binaryNames.end(),
                                    [&](const BinaryName &name) { return QStringView(name.text) == text; });
    Q_ASSERT(found != binaryNames.end());
    return found->operation;
}

class Compiler
{
public:
    Compiler(ExpressionProgram &program, const NameResolver &resolve) : m_program(program), m_resolve(resolve) {}

    const ProgramNode *compile(const Expression &expression)
    {
        m_source = expression.source();
        return visit(expression.root());
    }

    ProgramNode *add(Operation operation, int offset)
    {
        ProgramNode &node = m_program.nodes.emplace_back();
        node.operation = operation;
        const auto before = QStringView(m_source).first(offset);
        node.column =
            offset + 1 -
            static_cast<int>(std::count_if(before.begin(), before.end(), [](QChar c) { return c.isLowSurrogate(); }));
        return &node;
    }

    static void adopt(ProgramNode *node, const ProgramNode *child)
    {
        if (node->children.empty())
            node->first = child;
        else if (node->children.size() == 1)
            node->second = child;
        node->children.push_back(child);
        node->hasSpread = node->hasSpread || child->operation == Operation::Spread;
    }

private:
    /// What the body of one arrow function sees of the outside.
    struct Scope {
        Scope *outer = nullptr;
        const std::vector<QString> *parameters = nullptr;
        std::vector<CaptureSource> captures;
    };
    struct Found {
        Operation operation = Operation::Constant; ///< Constant: nothing
        int index = 0;
    };

    [[noreturn]] void refuse(int offset, const QString &message)
    {
        Fault fault;
        fault.column = add(Operation::Constant, offset)->column;
        fault.message = message;
        throw fault;
    }

    Found find(const QString &name, Scope *scope)
    {
        if (!scope) {
            if (const std::optional<NameSlot> slot = m_resolve ? m_resolve(name) : std::nullopt) {
                if (slot->kind == NameSlot::Kind::Global)
                    return {Operation::Global, slot->index};
                return {Operation::Local, slot->index};
            }
            const auto &functions = builtinFunctions();
            for (std::size_t i = 0; i < functions.size(); ++i) {
                if (name == functions[i].name)
                    return {Operation::Builtin, static_cast<int>(i)};
            }
            return {};
        }
        const auto &parameters = *scope->parameters;
        if (const auto found = std::find(parameters.begin(), parameters.end(), name); found != parameters.end())
            return {Operation::Parameter, static_cast<int>(found - parameters.begin())};
        for (std::size_t i = 0; i < scope->captures.size(); ++i) {
            if (scope->captures[i].name.asString() == name)
                return {Operation::Capture, static_cast<int>(i)};
        }
        const Found outside = find(name, scope->outer);
        if (outside.operation != Operation::Local && outside.operation != Operation::Parameter &&
            outside.operation != Operation::Capture)
            return outside;
        scope->captures.push_back({outside.operation, outside.index, Value::string(name)});
        return {Operation::Capture, static_cast<int>(scope->captures.size()) - 1};
    }

    // The kinds are functions of their own and stay so: what they need on the stack must not add up at each level.
    const ProgramNode *visit(const ExpressionNode &source)
    {
        ++m_level;
        m_program.height = std::max(m_program.height, m_level);
        const ProgramNode *node = visitKind(source);
        --m_level;
        return node;
    }

    const ProgramNode *visitKind(const ExpressionNode &source)
    {
        switch (source.kind) {
        case ExpressionKind::Null:
            return add(Operation::Constant, source.offset);
        case ExpressionKind::Bool:
            return constant(source, Value::boolean(source.number != 0));
        case ExpressionKind::Number:
            return constant(source, Value::number(source.number));
        case ExpressionKind::String:
            return constant(source, Value::string(source.text));
        case ExpressionKind::Name:
            return name(source);
        case ExpressionKind::Array:
            return all(Operation::List, source);
        case ExpressionKind::Template:
            return all(Operation::Template, source);
        case ExpressionKind::Spread:
            return all(Operation::Spread, source);
        case ExpressionKind::Conditional:
            return all(Operation::Conditional, source);
        case ExpressionKind::Unary:
            return unary(source);
        case ExpressionKind::Binary:
        case ExpressionKind::Logical:
            return all(binaryOperation(source.text), source);
        case ExpressionKind::Object:
            return object(source);
        case ExpressionKind::Member:
        case ExpressionKind::Index:
        case ExpressionKind::Call:
            return chain(source);
        case ExpressionKind::Arrow:
            return arrow(source);
        }
        Q_UNREACHABLE();
    }

    ProgramNode *all(Operation operation, const ExpressionNode &source)
    {
        ProgramNode *node = add(operation, source.offset);
        for (const ExpressionNodePtr &child : source.children)
            adopt(node, visit(*child));
        return node;
    }

    Q_NEVER_INLINE const ProgramNode *object(const ExpressionNode &source)
    {
        ProgramNode *node = all(Operation::Map, source);
        for (const QString &key : source.names)
            node->names.push_back(Value::string(key));
        return node;
    }

    Q_NEVER_INLINE const ProgramNode *constant(const ExpressionNode &source, Value value)
    {
        ProgramNode *node = add(Operation::Constant, source.offset);
        node->constant = std::move(value);
        return node;
    }

    Q_NEVER_INLINE const ProgramNode *unary(const ExpressionNode &source)
    {
        const ExpressionNode &operand = *source.children.front();
        if (source.text == u"-" && operand.kind == ExpressionKind::Number)
            return constant(source, Value::number(-operand.number));
        return all(unaryOperation(source.text), source);
    }

    Q_NEVER_INLINE const ProgramNode *name(const ExpressionNode &source)
    {
        const Found found = find(source.text, m_scope);
        if (found.operation == Operation::Constant)
            refuse(source.offset, u"the name '%1' is not known here"_s.arg(source.text));
        ProgramNode *node = add(found.operation, source.offset);
        node->index = found.index;
        node->constant = Value::string(source.text);
        if (found.operation == Operation::Builtin)
            node->builtin = static_cast<Builtin>(found.index);
        return node;
    }

    static bool isChain(const ExpressionNode &node)
    {
        return node.kind == ExpressionKind::Member || node.kind == ExpressionKind::Index ||
               node.kind == ExpressionKind::Call;
    }

    static bool mayBreak(const ProgramNode &node) { return node.inChain || node.optional || node.objectOptional; }

    // A ?. that finds null ends the whole chain a?.b.c(d)[e] that it is part of.
    Q_NEVER_INLINE const ProgramNode *chain(const ExpressionNode &source)
    {
        ProgramNode *node = link(source);
        if (!mayBreak(*node))
            return node;
        ProgramNode *end = add(Operation::ChainEnd, source.offset);
        adopt(end, node);
        return end;
    }

    // The left side of a link; only a link itself if it belongs to the same chain.
    const ProgramNode *left(const ExpressionNode &source, bool &inChain)
    {
        ++m_level;
        m_program.height = std::max(m_program.height, m_level);
        const ProgramNode *result = nullptr;
        if (isChain(source) && !source.grouped) {
            const ProgramNode *node = link(source);
            inChain = mayBreak(*node);
            result = node;
        } else {
            result = visit(source);
        }
        --m_level;
        return result;
    }

    Q_NEVER_INLINE ProgramNode *link(const ExpressionNode &source)
    {
        const ExpressionNode &object = *source.children.front();
        bool inChain = false;
        ProgramNode *node = nullptr;
        if (source.kind == ExpressionKind::Call) {
            node = call(source, object, inChain);
        } else if (source.kind == ExpressionKind::Index) {
            node = add(Operation::Index, source.offset);
            adopt(node, left(object, inChain));
            adopt(node, visit(*source.children[1]));
        } else {
            node = add(source.text == u"length" ? Operation::Length : Operation::Member, source.offset);
            node->constant = Value::string(source.text);
            adopt(node, left(object, inChain));
        }
        node->optional = source.optional;
        node->inChain = inChain;
        return node;
    }

    Q_NEVER_INLINE ProgramNode *call(const ExpressionNode &source, const ExpressionNode &callee, bool &inChain)
    {
        ProgramNode *node = nullptr;
        const bool isMember = callee.kind == ExpressionKind::Member;
        // (a?.b)() ends the chain before the call, so that it is called as a value.
        if ((isMember || callee.kind == ExpressionKind::Index) && !(callee.grouped && callee.optional)) {
            node = add(isMember ? Operation::CallMethod : Operation::CallIndex, callee.offset);
            const ExpressionNode &object = *callee.children.front();
            adopt(node, callee.grouped ? visit(object) : left(object, inChain));
            if (isMember) {
                node->constant = Value::string(callee.text);
                node->textMethod = findTextMethod(callee.text);
                node->listMethod = findListMethod(callee.text);
                node->numberMethod = findNumberMethod(callee.text);
            } else {
                adopt(node, visit(*callee.children[1]));
            }
            // a?.b(): the question is about a, not about the method.
            node->objectOptional = callee.optional;
        } else if (callee.kind == ExpressionKind::Name && find(callee.text, m_scope).operation == Operation::Builtin) {
            node = add(Operation::CallBuiltin, source.offset);
            node->builtin = static_cast<Builtin>(find(callee.text, m_scope).index);
            node->constant = Value::string(callee.text);
        } else {
            node = add(Operation::CallValue, source.offset);
            adopt(node, left(callee, inChain));
        }
        for (std::size_t i = 1; i < source.children.size(); ++i)
            adopt(node, visit(*source.children[i]));
        if (node->operation == Operation::CallBuiltin && !node->hasSpread)
            checkArguments(*node, source);
        return node;
    }

    void checkArguments(const ProgramNode &node, const ExpressionNode &source)
    {
        const BuiltinFunction &function = builtinFunctions()[static_cast<std::size_t>(node.builtin)];
        const int count = static_cast<int>(node.children.size());
        if (count >= function.fewest && (function.most < 0 || count <= function.most))
            return;
        refuse(source.offset, u"%1() does not take %2 arguments"_s.arg(node.constant.asString()).arg(count));
    }

    Q_NEVER_INLINE const ProgramNode *arrow(const ExpressionNode &source)
    {
        Scope scope;
        scope.outer = m_scope;
        scope.parameters = &source.names;
        m_scope = &scope;
        const int level = std::exchange(m_level, 0);
        const int height = std::exchange(m_program.height, 0);
        const ProgramNode *body = visit(*source.children.front());
        const int bodyHeight = std::exchange(m_program.height, height);
        m_level = level;
        m_scope = scope.outer;

        ProgramNode *node = add(Operation::Arrow, source.offset);
        ArrowShape &shape = m_program.arrows.emplace_back();
        shape.parameterCount = source.names.size();
        shape.captures = std::move(scope.captures);
        shape.body = body;
        shape.height = bodyHeight;
        node->arrow = &shape;
        return node;
    }

    ExpressionProgram &m_program;
    const NameResolver &m_resolve;
    QString m_source;
    Scope *m_scope = nullptr;
    int m_level = 0;
};

} // namespace

Result<std::shared_ptr<const ExpressionProgram>> compileProgram(const Expression &expression,
                                                                const NameResolver &resolve)
{
    auto program = std::make_shared<ExpressionProgram>();
    try {
        program->root = Compiler(*program, resolve).compile(expression);
    } catch (const Fault &fault) {
        return fault;
    }
    return std::shared_ptr<const ExpressionProgram>(std::move(program));
}

Result<std::shared_ptr<const ExpressionProgram>> compileTextProgram(std::span<const TextPart> pieces,
                                                                    const NameResolver &resolve)
{
    auto program = std::make_shared<ExpressionProgram>();
    try {
        Compiler compiler(*program, resolve);
        ProgramNode *root = compiler.add(Operation::Text, 0);
        for (const TextPart &piece : pieces) {
            if (piece.expression) {
                Compiler::adopt(root, compiler.compile(*piece.expression));
            } else {
                ProgramNode *text = compiler.add(Operation::Constant, 0);
                text->constant = Value::string(piece.text);
                Compiler::adopt(root, text);
            }
        }
        program->root = root;
    } catch (const Fault &fault) {
        return fault;
    }
    return std::shared_ptr<const ExpressionProgram>(std::move(program));
}

} // namespace coroscope
