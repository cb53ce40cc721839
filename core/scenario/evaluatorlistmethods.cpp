// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <QHash>

#include <algorithm>
#include <cmath>

// The methods of lists are JavaScript's, but that entries(), keys() and values() give lists and not iterators.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

using Run = ExpressionRun;

double sizeOf(const Value &list) { return static_cast<double>(list.items().size()); }
Value itemAt(const Value &list, std::size_t index)
{
    return index < list.items().size() ? list.items()[index] : Value();
}
Value argument(Arguments arguments, std::size_t index) { return index < arguments.size() ? arguments[index] : Value(); }

// A position that may count from the end, clamped to the list.
std::size_t position(Arguments arguments, std::size_t index, double size, double otherwise)
{
    double place = index < arguments.size() ? toInteger(arguments[index]) : otherwise;
    if (place < 0)
        place += size;
    return static_cast<std::size_t>(std::clamp(place, 0.0, size));
}

const Value &callback(Run &run, Arguments arguments)
{
    if (arguments.empty() || !(arguments[0].isFunction() || arguments[0].isHandle()))
        run.raise(BuiltinError::TypeError, u"a function is missing, such as x => x + 1"_s);
    return arguments[0];
}

// Calls function(item, index, list) for one item.
Value callWith(Run &run, const Value &function, const Value &list, std::size_t index)
{
    const std::array<Value, 3> arguments{itemAt(list, index), Value::number(static_cast<double>(index)), list};
    return run.call(function, arguments);
}

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

Value part(Run &run, const Value &list, std::size_t from, std::size_t to)
{
    if (to <= from)
        return Value::list();
    run.roomForList(static_cast<double>(to - from));
    const auto begin = list.items().begin();
    return Value::list(
        Value::Items(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)));
}

Value copyOf(Run &run, const Value &list) { return part(run, list, 0, list.items().size()); }

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

// --- Changing in place ---

Value push(Run &run, const Value &self, Arguments arguments)
{
    const double size = sizeOf(self) + static_cast<double>(arguments.size());
    if (size > static_cast<double>(run.state().limits.listLength))
        run.roomForList(size);
    run.tick(static_cast<qsizetype>(arguments.size()));
    for (const Value &value : arguments) {
        self.items().push_back(value);
        run.stored(self.asList(), value);
    }
    return Value::number(size);
}

Value pop(Run &, const Value &self, Arguments)
{
    if (self.items().empty())
        return {};
    Value last = std::move(self.items().back());
    self.items().pop_back();
    return last;
}

Value shift(Run &run, const Value &self, Arguments)
{
    if (self.items().empty())
        return {};
    run.tick(static_cast<qsizetype>(self.items().size() / 64));
    Value first = std::move(self.items().front());
    self.items().erase(self.items().begin());
    return first;
}

// Replaces `count` items at `start`; gives what was there.
Value replaceItems(Run &run, const Value &self, std::size_t start, std::size_t count, Arguments added)
{
    run.roomForList(sizeOf(self) - static_cast<double>(count) + static_cast<double>(added.size()));
    Value::Items &items = self.items();
    const auto first = items.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    Value removed = Value::list(Value::Items(std::make_move_iterator(first), std::make_move_iterator(last)));
    const auto place = items.erase(first, last);
    items.insert(place, added.begin(), added.end());
    for (const Value &value : added)
        run.stored(self.asList(), value);
    return removed;
}

Value unshift(Run &run, const Value &self, Arguments arguments)
{
    replaceItems(run, self, 0, 0, arguments);
    return Value::number(sizeOf(self));
}

Value splice(Run &run, const Value &self, Arguments arguments)
{
    if (arguments.empty())
        return Value::list();
    const std::size_t start = position(arguments, 0, sizeOf(self), 0);
    const double rest = sizeOf(self) - static_cast<double>(start);
    const double count = arguments.size() > 1 ? std::clamp(toInteger(arguments[1]), 0.0, rest) : rest;
    return replaceItems(run, self, start, static_cast<std::size_t>(count),
                        arguments.subspan(std::min<std::size_t>(2, arguments.size())));
}

Value toSpliced(Run &run, const Value &self, Arguments arguments)
{
    const Value copy = copyOf(run, self);
    splice(run, copy, arguments);
    return copy;
}

Value fill(Run &run, const Value &self, Arguments arguments)
{
    const Value value = argument(arguments, 0);
    const std::size_t start = position(arguments, 1, sizeOf(self), 0);
    const std::size_t end = position(arguments, 2, sizeOf(self), sizeOf(self));
    run.tick(static_cast<qsizetype>(self.items().size()));
    for (std::size_t i = start; i < end; ++i)
        self.items()[i] = value;
    run.stored(self.asList(), value);
    return self;
}

Value reverse(Run &run, const Value &self, Arguments)
{
    run.tick(static_cast<qsizetype>(self.items().size()));
    std::reverse(self.items().begin(), self.items().end());
    return self;
}

Value toReversed(Run &run, const Value &self, Arguments arguments)
{
    return reverse(run, copyOf(run, self), arguments);
}

Value sort(Run &run, const Value &self, Arguments arguments)
{
    const bool hasOrder = !arguments.empty() && !arguments[0].isNull();
    if (hasOrder)
        callback(run, arguments);
    // Sorted apart, because the function may change the list.
    run.roomForList(sizeOf(self));
    Value::Items items = self.items();
    if (hasOrder) {
        mergeSort(items, [&](const Value &left, const Value &right) {
            const std::array<Value, 2> pair{left, right};
            return toNumber(run.call(arguments[0], pair)) < 0;
        });
    } else {
        // By text, made once for each item.
        Value::Items pairs;
        for (const Value &item : items) {
            run.tick(8);
            pairs.push_back(Value::list({item.isString() ? item : run.makeText(run.scriptText(item)), item}));
        }
        mergeSort(pairs, [&](const Value &left, const Value &right) {
            run.tick();
            run.countReading(left.items()[0]);
            return scriptLess(left.items()[0], right.items()[0]);
        });
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i] = pairs[i].items()[1];
    }
    self.items() = std::move(items);
    return self;
}

Value toSorted(Run &run, const Value &self, Arguments arguments) { return sort(run, copyOf(run, self), arguments); }

} // namespace

MethodFunction findListMethod(QStringView name)
{
    static const QHash<QStringView, MethodFunction> methods = {
        {u"at", at},
        {u"concat", concat},
        {u"entries", entries},
        {u"every", every},
        {u"fill", fill},
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
        {u"pop", pop},
        {u"push", push},
        {u"reduce", reduce},
        {u"reduceRight", reduceRight},
        {u"reverse", reverse},
        {u"shift", shift},
        {u"slice", slice},
        {u"some", some},
        {u"sort", sort},
        {u"splice", splice},
        {u"toReversed", toReversed},
        {u"toSorted", toSorted},
        {u"toSpliced", toSpliced},
        {u"toString", toText},
        {u"unshift", unshift},
        {u"values", values},
        {u"with", with},
    };
    return methods.value(name, nullptr);
}

} // namespace coroscope
