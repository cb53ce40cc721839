// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatorlists.h"

#include <QHash>

#include <cmath>

// The methods that change a list in place. A list may be in the middle of being walked by another method when they are
// called, so nothing keeps a place in it across a call of a function.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace lists
{

namespace
{

using Run = ExpressionRun;

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

MethodFunction findChangingMethod(QStringView name)
{
    static const QHash<QStringView, MethodFunction> methods = {
        {u"fill", fill},         {u"pop", pop},
        {u"push", push},         {u"reverse", reverse},
        {u"shift", shift},       {u"sort", sort},
        {u"splice", splice},     {u"toReversed", toReversed},
        {u"toSorted", toSorted}, {u"toSpliced", toSpliced},
        {u"unshift", unshift},
    };
    return methods.value(name, nullptr);
}

} // namespace lists

} // namespace coroscope
