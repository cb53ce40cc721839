// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatorrun.h"

#include "core/base/time.h"
#include "core/scenario/evaluatoroperators.h"

namespace coroscope
{

using namespace Qt::StringLiterals;

CallableObject::CallableObject(std::shared_ptr<const ExpressionProgram> ownProgram, const ArrowShape *ownShape)
    : program(std::move(ownProgram)), shape(ownShape)
{
    valueMemory() += static_cast<std::int64_t>(sizeof(CallableObject));
}

CallableObject::CallableObject(Builtin ownBuiltin) : builtin(ownBuiltin)
{
    valueMemory() += static_cast<std::int64_t>(sizeof(CallableObject));
}

CallableObject::~CallableObject() { valueMemory() -= static_cast<std::int64_t>(sizeof(CallableObject)); }

QString CallableObject::name() const { return u"function"_s; }

// --- Limits and errors ---

void ExpressionRun::raise(BuiltinError type, const QString &message)
{
    Value error = Value::error(errorType(type), message);
    error.asError().expressionColumn = m_column;
    throw RaisedError{std::move(error)};
}

void ExpressionRun::raiseMemory()
{
    raise(BuiltinError::RuntimeError, u"the program's values take more than %1 MiB; --max-memory sets the limit"_s.arg(
                                          m_state.limits.memory >> 20));
}

void ExpressionRun::look()
{
    m_nextLook = m_work + lookEvery;
    const qsizetype work = m_work - std::exchange(m_watchedWork, m_work);
    if (m_state.stopped.load(std::memory_order_relaxed) || (m_state.watch && !m_state.watch(work)))
        throw EvaluationStopped();
    if (valueMemory() > m_state.limits.memory)
        raiseMemory();
    const auto now = std::chrono::steady_clock::now();
    if (m_deadline == std::chrono::steady_clock::time_point()) {
        m_deadline = now + m_state.limits.time;
    } else if (now > m_deadline) {
        const QString limit = formatDuration(std::chrono::nanoseconds(m_state.limits.time).count());
        raise(BuiltinError::RuntimeError, u"the expression ran for more than %1 and was stopped"_s.arg(limit));
    }
}

void ExpressionRun::roomForList(double length)
{
    if (length > static_cast<double>(m_state.limits.listLength)) {
        raise(BuiltinError::RuntimeError,
              u"a list of %1 items is too long; an expression can make one of %2 at most"_s.arg(numberText(length))
                  .arg(m_state.limits.listLength));
    }
    tick(static_cast<qsizetype>(length));
}

void ExpressionRun::checkText(double length)
{
    if (length > static_cast<double>(m_state.limits.stringLength)) {
        raise(BuiltinError::RuntimeError,
              u"a text of %1 characters is too long; an expression can make one of %2 at most"_s.arg(numberText(length))
                  .arg(m_state.limits.stringLength));
    }
}

void ExpressionRun::roomForText(double length)
{
    checkText(length);
    tick(static_cast<qsizetype>(length / 16) + 1);
}

QString ExpressionRun::scriptText(const Value &value)
{
    QString text;
    appendScriptText(text, value, m_state.limits.stringLength);
    roomForText(static_cast<double>(text.size()));
    return text;
}

Value ExpressionRun::makeText(QStringView text)
{
    roomForText(static_cast<double>(text.size()));
    return Value::string(text);
}

void ExpressionRun::raiseUnset(const ProgramNode &node)
{
    m_column = node.column;
    raise(BuiltinError::UnboundLocalError,
          u"cannot access local variable '%1' where it is not associated with a value"_s.arg(node.constant.asString()));
}

// --- Names, literals ---

Value ExpressionRun::eval(const ProgramNode &node)
{
    switch (node.operation) {
    case Operation::Constant:
        return node.constant;
    case Operation::Local:
        return variable(m_locals[node.index], node);
    case Operation::Global:
        return variable(m_globals[node.index], node);
    case Operation::Parameter:
        return m_frame->parameters[static_cast<std::size_t>(node.index)];
    case Operation::Capture:
        return variable(m_frame->captures[static_cast<std::size_t>(node.index)], node);
    case Operation::Builtin:
        return Value::object(new CallableObject(node.builtin));
    case Operation::List:
        return evalList(node);
    case Operation::Map:
        return evalMap(node);
    case Operation::Template:
        return evalTemplate(node, true);
    case Operation::Text:
        return evalTemplate(node, false);
    case Operation::Length:
        return evalLength(node);
    case Operation::Member:
        return evalMember(node);
    case Operation::Index:
        return evalIndex(node);
    case Operation::CallBuiltin:
        return evalCallBuiltin(node);
    case Operation::CallMethod:
    case Operation::CallIndex:
        return evalCallMethod(node);
    case Operation::CallValue:
        return evalCallValue(node);
    case Operation::ChainEnd: {
        Value value = eval(*node.first);
        m_chainBroken = false;
        return value;
    }
    case Operation::Not:
    case Operation::Negate:
    case Operation::ToNumber:
    case Operation::BitNot:
    case Operation::TypeOf:
        return evalUnary(node);
    case Operation::Add:
        return evalAdd(node);
    case Operation::And:
    case Operation::Or:
    case Operation::Coalesce:
        return evalLogical(node);
    case Operation::Conditional: {
        Value room;
        const bool chosen = operand(*node.first, room).truthy();
        return eval(chosen ? *node.second : *node.children[2]);
    }
    case Operation::Arrow:
        return evalArrow(node);
    case Operation::Spread:
        Q_UNREACHABLE();
    default:
        return evalBinary(node);
    }
}

void ExpressionRun::appendSpread(const Value &value, Value::Items &items)
{
    if (value.isList()) {
        // A copy of the list, because it may be the one that grows.
        const Value::Items &source = value.items();
        roomForList(static_cast<double>(items.size()) + static_cast<double>(source.size()));
        items.insert(items.end(), source.begin(), source.end());
    } else if (value.isString()) {
        const QStringView text = value.asString();
        roomForList(static_cast<double>(items.size()) + static_cast<double>(text.size()));
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            items.push_back(Value::string(text.sliced(i, isPair ? 2 : 1)));
            i += isPair;
        }
    } else {
        raise(BuiltinError::TypeError, u"'%1' cannot be spread, it is no list"_s.arg(pythonTypeName(value)));
    }
}

Value ExpressionRun::evalList(const ProgramNode &node)
{
    Value::Items items;
    items.reserve(node.children.size());
    tick(static_cast<qsizetype>(node.children.size()));
    for (const ProgramNode *child : node.children) {
        if (child->operation == Operation::Spread) {
            const Value value = eval(*child->first);
            m_column = child->column;
            appendSpread(value, items);
        } else {
            items.push_back(eval(*child));
        }
    }
    return Value::list(std::move(items));
}

Value ExpressionRun::evalMap(const ProgramNode &node)
{
    Value result = Value::map();
    MapObject &map = result.asMap();
    tick(8 * static_cast<qsizetype>(node.children.size()));
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const ProgramNode &child = *node.children[i];
        if (child.operation != Operation::Spread) {
            map.set(node.names[i], eval(child));
            continue;
        }
        const Value value = eval(*child.first);
        m_column = child.column;
        if (value.isMap()) {
            roomForList(8 * static_cast<double>(value.asMap().entries().size()));
            for (const MapObject::Entry &entry : value.asMap().entries())
                map.set(entry.key, entry.value);
        } else if (value.isList() || value.isString()) {
            Value::Items items;
            appendSpread(value, items);
            roomForList(8 * static_cast<double>(items.size()));
            for (std::size_t index = 0; index < items.size(); ++index)
                map.set(numberText(static_cast<double>(index)), items[index]);
        }
    }
    return result;
}

Value ExpressionRun::evalTemplate(const ProgramNode &node, bool asScript)
{
    QVarLengthArray<char16_t, 128> text;
    for (const ProgramNode *child : node.children) {
        Value room;
        const Value &value = operand(*child, room);
        if (value.isString()) {
            const QStringView piece = value.asString();
            roomForText(static_cast<double>(text.size()) + static_cast<double>(piece.size()));
            text.append(piece.utf16(), piece.size());
        } else if (value.isNumber()) {
            const qsizetype size = text.size();
            text.resize(size + numberTextSize);
            text.resize(size + writeNumber(text.data() + size, value.asNumber()));
        } else {
            QString piece;
            if (asScript)
                piece = scriptText(value);
            else
                value.appendText(piece);
            roomForText(static_cast<double>(text.size()) + static_cast<double>(piece.size()));
            text.append(reinterpret_cast<const char16_t *>(piece.utf16()), piece.size());
        }
    }
    return Value::string(QStringView(text.data(), text.size()));
}

Value ExpressionRun::evalArrow(const ProgramNode &node)
{
    tick();
    const ArrowShape &shape = *node.arrow;
    auto *function = new CallableObject(*m_program, &shape);
    Value result = Value::object(function);
    function->captured.reserve(shape.captures.size());
    for (const CaptureSource &source : shape.captures) {
        const auto index = static_cast<std::size_t>(source.index);
        switch (source.from) {
        case Operation::Local:
            function->captured.push_back(m_locals[index]);
            break;
        case Operation::Parameter:
            function->captured.push_back(m_frame->parameters[index]);
            break;
        default:
            function->captured.push_back(m_frame->captures[index]);
        }
    }
    return result;
}

} // namespace coroscope
