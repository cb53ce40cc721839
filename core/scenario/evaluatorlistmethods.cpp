// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatorlists.h"

#include <QHash>

#include <cmath>

// The methods of lists are JavaScript's, but that entries(), keys() and values() give lists and not iterators.

namespace coroscope
{

using namespace Qt::StringLiterals;
using namespace lists;

namespace
{

using Run = ExpressionRun;

// The first index, or from the end, for which the function says yes; -1 if there is none.
std::ptrdiff_t search(Run &run, const Value &list, Arguments arguments, bool fromEnd)
{
    const Value &function = callback(run, arguments);
    const std::size_t size = list.items().size();
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t index = fromEnd ? size - 1 - i : i;
        if (callWith(run, function, list, index).truthy())
            return static_cast<std::ptrdiff_t>(index);
    }
    return -1;
}

Value found(const Value &list, std::ptrdiff_t index)
{
    return index < 0 ? Value() : itemAt(list, static_cast<std::size_t>(index));
}

void countSearch(Run &run, const Value &list, const Value &wanted)
{
    const qsizetype each = wanted.isString() ? 1 + wanted.asString().size() / 16 : 1;
    run.tick(each * static_cast<qsizetype>(list.items().size()));
}

// --- Looking ---

Value at(Run &, const Value &self, Arguments arguments)
{
    double index = arguments.empty() ? 0 : toInteger(arguments[0]);
    if (index < 0)
        index += sizeOf(self);
    return index >= 0 && index < sizeOf(self) ? self.items()[static_cast<std::size_t>(index)] : Value();
}

Value every(Run &run, const Value &self, Arguments arguments)
{
    const Value &function = callback(run, arguments);
    const std::size_t size = self.items().size();
    for (std::size_t i = 0; i < size; ++i) {
        if (!callWith(run, function, self, i).truthy())
            return Value::boolean(false);
    }
    return Value::boolean(true);
}

Value some(Run &run, const Value &self, Arguments arguments)
{
    return Value::boolean(search(run, self, arguments, false) >= 0);
}

Value find(Run &run, const Value &self, Arguments arguments)
{
    return found(self, search(run, self, arguments, false));
}
Value findLast(Run &run, const Value &self, Arguments arguments)
{
    return found(self, search(run, self, arguments, true));
}
Value findIndex(Run &run, const Value &self, Arguments arguments)
{
    return Value::number(static_cast<double>(search(run, self, arguments, false)));
}
Value findLastIndex(Run &run, const Value &self, Arguments arguments)
{
    return Value::number(static_cast<double>(search(run, self, arguments, true)));
}

Value includes(Run &run, const Value &self, Arguments arguments)
{
    const Value wanted = argument(arguments, 0);
    const bool isNan = wanted.isNumber() && std::isnan(wanted.asNumber());
    const Value::Items &items = self.items();
    countSearch(run, self, wanted);
    return Value::boolean(
        std::any_of(items.begin() + static_cast<std::ptrdiff_t>(position(arguments, 1, sizeOf(self), 0)), items.end(),
                    [&](const Value &item) {
                        return item.strictlyEquals(wanted) || (isNan && item.isNumber() && std::isnan(item.asNumber()));
                    }));
}

Value indexOf(Run &run, const Value &self, Arguments arguments)
{
    const Value wanted = argument(arguments, 0);
    const Value::Items &items = self.items();
    countSearch(run, self, wanted);
    for (std::size_t i = position(arguments, 1, sizeOf(self), 0); i < items.size(); ++i) {
        if (items[i].strictlyEquals(wanted))
            return Value::number(static_cast<double>(i));
    }
    return Value::number(-1);
}

Value lastIndexOf(Run &run, const Value &self, Arguments arguments)
{
    const Value wanted = argument(arguments, 0);
    const Value::Items &items = self.items();
    countSearch(run, self, wanted);
    double index = arguments.size() > 1 ? toInteger(arguments[1]) : sizeOf(self) - 1;
    index = index < 0 ? index + sizeOf(self) : std::min(index, sizeOf(self) - 1);
    for (; index >= 0; --index) {
        if (items[static_cast<std::size_t>(index)].strictlyEquals(wanted))
            return Value::number(index);
    }
    return Value::number(-1);
}

// --- Making new ones ---

Value concat(Run &run, const Value &self, Arguments arguments)
{
    Value result = copyOf(run, self);
    Value::Items &items = result.items();
    for (const Value &value : arguments) {
        if (value.isList()) {
            run.roomForList(static_cast<double>(items.size()) + sizeOf(value));
            items.insert(items.end(), value.items().begin(), value.items().end());
        } else {
            items.push_back(value);
        }
    }
    return result;
}

Value filter(Run &run, const Value &self, Arguments arguments)
{
    const Value &function = callback(run, arguments);
    Value::Items result;
    const std::size_t size = self.items().size();
    for (std::size_t i = 0; i < size && i < self.items().size(); ++i) {
        Value item = self.items()[i];
        if (callWith(run, function, self, i).truthy())
            result.push_back(std::move(item));
    }
    return Value::list(std::move(result));
}

Value map(Run &run, const Value &self, Arguments arguments)
{
    const Value &function = callback(run, arguments);
    const std::size_t size = self.items().size();
    run.roomForList(static_cast<double>(size));
    Value::Items result;
    result.reserve(size);
    for (std::size_t i = 0; i < size; ++i)
        result.push_back(callWith(run, function, self, i));
    return Value::list(std::move(result));
}

Value forEach(Run &run, const Value &self, Arguments arguments)
{
    const Value &function = callback(run, arguments);
    const std::size_t size = self.items().size();
    for (std::size_t i = 0; i < size && i < self.items().size(); ++i)
        callWith(run, function, self, i);
    return {};
}

void flatten(Run &run, const Value &list, double depth, Value::Items &result, int level)
{
    if (level > 200)
        run.raise(BuiltinError::RuntimeError, u"the lists are within each other more than 200 levels deep"_s);
    for (std::size_t i = 0; i < list.items().size(); ++i) {
        const Value item = list.items()[i];
        run.tick();
        if (item.isList() && depth >= 1) {
            flatten(run, item, depth - 1, result, level + 1);
        } else {
            result.push_back(item);
            if (result.size() % 65536 == 0)
                run.roomForList(static_cast<double>(result.size()));
        }
    }
}

Value flat(Run &run, const Value &self, Arguments arguments)
{
    Value::Items result;
    flatten(run, self, arguments.empty() ? 1 : toInteger(arguments[0]), result, 0);
    return Value::list(std::move(result));
}

Value flatMap(Run &run, const Value &self, Arguments arguments)
{
    const Value mapped = map(run, self, arguments);
    Value::Items result;
    flatten(run, mapped, 1, result, 0);
    return Value::list(std::move(result));
}

Value reduceFrom(Run &run, const Value &self, Arguments arguments, bool fromEnd)
{
    const Value &function = callback(run, arguments);
    const std::size_t size = self.items().size();
    std::size_t done = 0;
    const auto index = [&] { return fromEnd ? size - 1 - done : done; };
    Value result = argument(arguments, 1);
    if (arguments.size() < 2) {
        if (size == 0)
            run.raise(BuiltinError::TypeError, u"reduce of an empty list needs a value to begin with"_s);
        result = itemAt(self, index());
        ++done;
    }
    for (; done < size; ++done) {
        const std::array<Value, 4> values{result, itemAt(self, index()), Value::number(static_cast<double>(index())),
                                          self};
        result = run.call(function, values);
    }
    return result;
}

Value reduce(Run &run, const Value &self, Arguments arguments) { return reduceFrom(run, self, arguments, false); }
Value reduceRight(Run &run, const Value &self, Arguments arguments) { return reduceFrom(run, self, arguments, true); }

Value slice(Run &run, const Value &self, Arguments arguments)
{
    return part(run, self, position(arguments, 0, sizeOf(self), 0), position(arguments, 1, sizeOf(self), sizeOf(self)));
}

Value join(Run &run, const Value &self, Arguments arguments)
{
    const QString separator = arguments.empty() ? u","_s : run.scriptText(arguments[0]);
    QString text;
    for (std::size_t i = 0; i < self.items().size(); ++i) {
        if (i > 0)
            text += separator;
        const Value &item = self.items()[i];
        if (item.isString())
            text += item.asString();
        else if (!item.isNull() && item.sharedObject() != self.sharedObject())
            text += run.scriptText(item);
        run.tick();
        if (text.size() > run.state().limits.stringLength)
            run.roomForText(static_cast<double>(text.size()));
    }
    return run.makeText(text);
}

Value toText(Run &run, const Value &self, Arguments) { return run.makeText(run.scriptText(self)); }

Value keys(Run &run, const Value &self, Arguments)
{
    run.roomForList(sizeOf(self));
    Value::Items result;
    for (std::size_t i = 0; i < self.items().size(); ++i)
        result.push_back(Value::number(static_cast<double>(i)));
    return Value::list(std::move(result));
}

Value values(Run &run, const Value &self, Arguments) { return copyOf(run, self); }

Value entries(Run &run, const Value &self, Arguments)
{
    run.roomForList(8 * sizeOf(self));
    Value::Items result;
    for (std::size_t i = 0; i < self.items().size(); ++i)
        result.push_back(Value::list({Value::number(static_cast<double>(i)), self.items()[i]}));
    return Value::list(std::move(result));
}

Value with(Run &run, const Value &self, Arguments arguments)
{
    double index = arguments.empty() ? 0 : toInteger(arguments[0]);
    if (index < 0)
        index += sizeOf(self);
    if (index < 0 || index >= sizeOf(self))
        run.raise(BuiltinError::ValueError, u"the list has no index %1"_s.arg(numberText(index)));
    Value result = copyOf(run, self);
    result.items()[static_cast<std::size_t>(index)] = argument(arguments, 1);
    return result;
}

} // namespace

MethodFunction findListMethod(QStringView name)
{
    static const QHash<QStringView, MethodFunction> methods = {
        {u"at", at},
        {u"concat", concat},
        {u"entries", entries},
        {u"every", every},
        {u"filter", filter},
        {u"find", find},
        {u"findIndex", findIndex},
        {u"findLast", findLast},
        {u"findLastIndex", findLastIndex},
        {u"flat", flat},
        {u"flatMap", flatMap},
        {u"forEach", forEach},
        {u"includes", includes},
        {u"indexOf", indexOf},
        {u"join", join},
        {u"keys", keys},
        {u"lastIndexOf", lastIndexOf},
        {u"map", map},
        {u"reduce", reduce},
        {u"reduceRight", reduceRight},
        {u"slice", slice},
        {u"some", some},
        {u"toString", toText},
        {u"values", values},
        {u"with", with},
    };
    const MethodFunction found = methods.value(name, nullptr);
    return found ? found : findChangingMethod(name);
}

} // namespace coroscope
