// SPDX-License-Identifier: MIT
#include "core/scenario/jsbridge.h"

#include <QJSEngine>
#include <QJSValue>

#include <algorithm>
#include <array>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

QJSValue toScript(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Bool:
        return QJSValue(value.asBool());
    case ValueKind::Number:
        return QJSValue(value.asNumber());
    case ValueKind::String:
        return QJSValue(value.asString().toString());
    default:
        return QJSValue(QJSValue::NullValue);
    }
}

Value fromScript(const QJSValue &value)
{
    if (value.isBool())
        return Value::boolean(value.toBool());
    if (value.isNumber())
        return Value::number(value.toNumber());
    if (value.isString())
        return Value::string(value.toString());
    return {};
}

constexpr std::array textMethods = std::to_array<const char16_t *>({u"normalize"});
constexpr std::array numberMethods = std::to_array<const char16_t *>({u"toExponential", u"toPrecision", u"toString"});

} // namespace

JsBridge::JsBridge() = default;
JsBridge::~JsBridge() = default;

bool JsBridge::has(const Value &self, QStringView method)
{
    const auto isMethod = [&](const char16_t *name) { return method == name; };
    if (self.isString())
        return std::any_of(textMethods.begin(), textMethods.end(), isMethod);
    return self.isNumber() && std::any_of(numberMethods.begin(), numberMethods.end(), isMethod);
}

JsBridge::Outcome JsBridge::call(const Value &self, QStringView method, std::span<const Value> arguments)
{
    if (!m_engine)
        m_engine = std::make_unique<QJSEngine>();
    const QJSValue prototype =
        m_engine->globalObject().property(self.isString() ? u"String"_s : u"Number"_s).property(u"prototype"_s);
    QJSValueList list;
    for (const Value &argument : arguments)
        list.append(toScript(argument));
    const QJSValue result = prototype.property(method.toString()).callWithInstance(toScript(self), list);
    Outcome outcome;
    if (result.isError()) {
        outcome.errorName = result.property(u"name"_s).toString();
        outcome.message = result.property(u"message"_s).toString();
    } else {
        outcome.value = fromScript(result);
    }
    return outcome;
}

} // namespace coroscope
