// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

// Members, indexes and calls.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// What a call of a function takes of the stack beside its body, in levels.
constexpr int levelsPerCall = 8;

// What a value is called in messages.
QString describe(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Unset:
    case ValueKind::Null:
        return u"null"_s;
    case ValueKind::Bool:
        return u"a boolean"_s;
    case ValueKind::Number:
        return u"a number"_s;
    case ValueKind::String:
        return u"a text"_s;
    case ValueKind::List:
        return u"a list"_s;
    case ValueKind::Map:
        return u"a mapping"_s;
    case ValueKind::Error:
        return u"an error"_s;
    case ValueKind::Function:
        return u"a function"_s;
    case ValueKind::Handle:
        return u"the %1 %2"_s.arg(value.asHandle().handleKind(), value.asHandle().name());
    }
    Q_UNREACHABLE();
}

// The whole number from 0 that a key of a list or text stands for; -1 for any other key.
qsizetype indexOf(const Value &key)
{
    double number = -1;
    if (key.isNumber()) {
        number = key.asNumber();
    } else if (key.isString() && key.asString().size() <= 10) {
        number = textToNumber(key.asString());
        if (number >= 0 && number < 1e9 && numberText(number) != key.asString())
            return -1;
    }
    return number >= 0 && number < 1e9 && std::trunc(number) == number ? static_cast<qsizetype>(number) : -1;
}

} // namespace

// Whether the chain that `node` is a link of ends at it, because a ?. found null here or on its left.
inline bool ExpressionRun::endsHere(const ProgramNode &node, const Value &object, bool optional)
{
    if (node.inChain && m_chainBroken)
        return true;
    if (!optional || !object.isNull())
        return false;
    m_chainBroken = true;
    return true;
}

Value ExpressionRun::evalLength(const ProgramNode &node)
{
    Value room;
    const Value &object = operand(*node.first, room);
    if (endsHere(node, object, node.optional))
        return {};
    if (object.isList())
        return Value::number(static_cast<double>(object.items().size()));
    if (object.isString())
        return Value::number(static_cast<double>(object.asString().size()));
    m_column = node.column;
    return member(object, node.constant.asString());
}

Value ExpressionRun::evalMember(const ProgramNode &node)
{
    Value room;
    const Value &object = operand(*node.first, room);
    if (endsHere(node, object, node.optional))
        return {};
    m_column = node.column;
    return member(object, node.constant.asString());
}

Value ExpressionRun::evalIndex(const ProgramNode &node)
{
    Value objectRoom;
    const Value &object = operand(*node.first, objectRoom);
    if (endsHere(node, object, node.optional))
        return {};
    Value keyRoom;
    const Value &key = operand(*node.second, keyRoom);
    m_column = node.column;
    return element(object, key);
}

Value ExpressionRun::element(const Value &object, const Value &key)
{
    if (object.isList() || object.isString()) {
        const qsizetype index = indexOf(key);
        if (index >= 0) {
            if (object.isString()) {
                const QStringView text = object.asString();
                return index < text.size() ? Value::string(text.sliced(index, 1)) : Value();
            }
            const Value::Items &items = object.items();
            return index < static_cast<qsizetype>(items.size()) ? items[static_cast<std::size_t>(index)] : Value();
        }
    }
    if (object.isNull())
        raise(BuiltinError::TypeError, u"null has no '%1'"_s.arg(scriptText(key)));
    return member(object, scriptText(key));
}

Value ExpressionRun::member(const Value &object, QStringView name)
{
    switch (object.kind()) {
    case ValueKind::Unset:
    case ValueKind::Null:
        raise(BuiltinError::TypeError, u"null has no '%1'"_s.arg(name));
    case ValueKind::Map: {
        const Value *found = object.asMap().find(name);
        return found ? *found : Value();
    }
    case ValueKind::List:
        if (name == u"length")
            return Value::number(static_cast<double>(object.items().size()));
        if (findListMethod(name))
            raise(BuiltinError::TypeError, u"'%1' of a list has to be called: %1(…)"_s.arg(name));
        return {};
    case ValueKind::String:
        if (name == u"length")
            return Value::number(static_cast<double>(object.asString().size()));
        if (findTextMethod(name))
            raise(BuiltinError::TypeError, u"'%1' of a text has to be called: %1(…)"_s.arg(name));
        return {};
    case ValueKind::Error: {
        const ErrorObject &error = object.asError();
        if (name == u"message")
            return makeText(error.message);
        if (name == u"name")
            return makeText(error.type->name);
        if (name == u"exceptions" || name == u"errors") {
            roomForList(static_cast<double>(error.members.size()));
            return Value::list(Value::Items(error.members.begin(), error.members.end()));
        }
        if (name == u"cause")
            return error.cause ? Value::object(error.cause) : Value();
        return {};
    }
    case ValueKind::Handle:
        raise(BuiltinError::TypeError,
              u"%1 has no '%2'; its methods are called, as in %2()"_s.arg(describe(object), name));
    default:
        return {};
    }
}

// Evaluates the children from `from` on and hands them to `use`. A few need no memory of the heap.
template <typename Use>
Value ExpressionRun::withArguments(const ProgramNode &node, std::size_t from, Use use)
{
    const std::size_t count = node.children.size() - from;
    if (count <= 3 && !node.hasSpread) {
        std::array<Value, 3> room;
        for (std::size_t i = 0; i < count; ++i)
            room[i] = eval(*node.children[from + i]);
        m_column = node.column;
        return use(Arguments(room.data(), count));
    }
    Value::Items items;
    for (std::size_t i = from; i < node.children.size(); ++i) {
        const ProgramNode &child = *node.children[i];
        if (child.operation == Operation::Spread) {
            const Value value = eval(*child.first);
            m_column = child.column;
            appendSpread(value, items);
        } else {
            items.push_back(eval(child));
        }
    }
    m_column = node.column;
    return use(Arguments(items.data(), items.size()));
}

Value ExpressionRun::evalCallBuiltin(const ProgramNode &node)
{
    return withArguments(node, 0, [&](Arguments arguments) { return callBuiltin(node.builtin, arguments); });
}

Value ExpressionRun::evalCallMethod(const ProgramNode &node)
{
    Value objectRoom;
    const Value &object = operand(*node.first, objectRoom);
    if (endsHere(node, object, node.objectOptional))
        return {};
    const bool isIndexed = node.operation == Operation::CallIndex;
    if (object.isNull()) {
        m_column = node.column;
        raise(BuiltinError::TypeError,
              u"null has no '%1'"_s.arg(isIndexed ? scriptText(eval(*node.second)) : node.constant.text()));
    }
    if (!isIndexed && !node.optional) {
        const MethodFunction method = object.isList()     ? node.listMethod
                                      : object.isString() ? node.textMethod
                                      : object.isNumber() ? node.numberMethod
                                                          : nullptr;
        if (method)
            return withArguments(node, 1, [&](Arguments arguments) { return method(*this, object, arguments); });
        return withArguments(
            node, 1, [&](Arguments arguments) { return callMethod(object, node.constant.asString(), arguments); });
    }

    Value key = isIndexed ? eval(*node.second) : node.constant;
    const std::size_t from = isIndexed ? 2 : 1;
    // What stands under an index is called as a value: fs[0](x), m["f"](x).
    if ((object.isList() && indexOf(key) >= 0) || object.isMap()) {
        const Value function = element(object, key);
        if (endsHere(node, function, node.optional))
            return {};
        return withArguments(node, from, [&](Arguments arguments) { return call(function, arguments); });
    }
    if (!key.isString())
        key = makeText(scriptText(key));
    // a.b?.() asks for the method; only a handle knows its own when it is called.
    const bool isKnown = object.isHandle() || (object.isList() && findListMethod(key.asString())) ||
                         (object.isString() && findTextMethod(key.asString())) ||
                         (object.isNumber() && findNumberMethod(key.asString()));
    if (endsHere(node, isKnown ? object : Value(), node.optional))
        return {};
    return withArguments(node, from,
                         [&](Arguments arguments) { return callMethod(object, key.asString(), arguments); });
}

Value ExpressionRun::evalCallValue(const ProgramNode &node)
{
    const Value function = eval(*node.first);
    if (endsHere(node, function, node.optional))
        return {};
    return withArguments(node, 1, [&](Arguments arguments) { return call(function, arguments); });
}

void ExpressionRun::raiseNoMethod(const Value &object, QStringView method)
{
    raise(BuiltinError::TypeError, u"%1 has no method '%2'"_s.arg(describe(object), method));
}

Value ExpressionRun::callMethod(const Value &object, QStringView method, Arguments arguments)
{
    switch (object.kind()) {
    case ValueKind::Handle: {
        Value result;
        switch (object.asHandle().callMethod(method, arguments, result)) {
        case CallOutcome::Returned:
            return result;
        case CallOutcome::Raised:
            throw RaisedError{std::move(result)};
        case CallOutcome::Unknown:
            break;
        }
        break;
    }
    case ValueKind::List:
        if (const MethodFunction function = findListMethod(method))
            return function(*this, object, arguments);
        break;
    case ValueKind::String:
        if (const MethodFunction function = findTextMethod(method))
            return function(*this, object, arguments);
        break;
    case ValueKind::Number:
        if (const MethodFunction function = findNumberMethod(method))
            return function(*this, object, arguments);
        break;
    case ValueKind::Map: {
        const Value *found = object.asMap().find(method);
        if (found) {
            const Value function = *found;
            return call(function, arguments);
        }
        if (method == u"hasOwnProperty")
            return Value::boolean(!arguments.empty() && object.asMap().find(scriptText(arguments[0])));
        break;
    }
    default:
        break;
    }
    if (method == u"toString" && !object.isNull() && !object.isHandle())
        return makeText(scriptText(object));
    raiseNoMethod(object, method);
}

Value ExpressionRun::call(const Value &function, Arguments arguments)
{
    tick();
    if (function.isHandle()) {
        Value result;
        switch (function.asHandle().call(arguments, result)) {
        case CallOutcome::Returned:
            return result;
        case CallOutcome::Raised:
            throw RaisedError{std::move(result)};
        case CallOutcome::Unknown:
            break;
        }
    }
    if (!function.isFunction())
        raise(BuiltinError::TypeError, u"%1 is not a function"_s.arg(describe(function)));

    // Held, because the function may take itself out of where it is.
    const SharedRef<CallableObject> callable(static_cast<CallableObject *>(&function.asFunction()));
    if (!callable->shape)
        return callBuiltin(callable->builtin, arguments);
    const ArrowShape &shape = *callable->shape;
    Value::Items padded;
    if (arguments.size() < shape.parameterCount) {
        padded.assign(arguments.begin(), arguments.end());
        padded.resize(shape.parameterCount);
        arguments = Arguments(padded.data(), padded.size());
    }
    const int depth = m_depth;
    m_depth += shape.height + levelsPerCall;
    if (m_depth > m_state.limits.depth) {
        raise(BuiltinError::RuntimeError,
              u"functions call functions more than %1 levels deep"_s.arg(m_state.limits.depth));
    }
    const Frame frame{arguments, std::span<const Value>(callable->captured)};
    const Frame *const outer = std::exchange(m_frame, &frame);
    const auto *const outerProgram = std::exchange(m_program, &callable->program);
    Value result = eval(*shape.body);
    m_program = outerProgram;
    m_frame = outer;
    m_depth = depth;
    return result;
}

} // namespace coroscope
