// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <QHash>

#include <algorithm>
#include <cmath>

// The methods of texts are JavaScript's, without regular expressions and without the machine's locale.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

using Run = ExpressionRun;

double sizeOf(const Value &text) { return static_cast<double>(text.asString().size()); }

QString textArgument(Run &run, Arguments arguments, std::size_t index)
{
    return index < arguments.size() ? run.scriptText(arguments[index]) : u"null"_s;
}

double wholeArgument(Arguments arguments, std::size_t index, double otherwise)
{
    return index < arguments.size() ? toInteger(arguments[index]) : otherwise;
}

// Clamped to the text; with `fromEnd`, negative ones count from its end.
qsizetype position(Arguments arguments, std::size_t index, double size, double otherwise, bool fromEnd)
{
    double place = wholeArgument(arguments, index, otherwise);
    if (fromEnd && place < 0)
        place += size;
    return static_cast<qsizetype>(std::clamp(place, 0.0, size));
}

Value part(Run &run, const Value &self, qsizetype from, qsizetype to)
{
    return to <= from ? Value::string({}) : run.makeText(self.asString().sliced(from, to - from));
}

Value number(qsizetype value) { return Value::number(static_cast<double>(value)); }

// Where `wanted` stands first from `from` on; -1 if nowhere.
qsizetype search(Run &run, QStringView text, QStringView wanted, qsizetype from)
{
    // A long text within a longer one can take the product of both lengths, which has to be counted as it goes.
    constexpr double harmless = 1e6;
    if (static_cast<double>(text.size()) * static_cast<double>(wanted.size()) < harmless || wanted.size() < 16) {
        const qsizetype found = text.indexOf(wanted, from);
        run.tick(((found < 0 ? text.size() : found) - from) / 16);
        return found;
    }
    for (qsizetype i = from; i <= text.size() - wanted.size(); ++i) {
        const auto differs = std::mismatch(wanted.begin(), wanted.end(), text.begin() + i).first;
        if (differs == wanted.end())
            return i;
        run.tick(1 + (differs - wanted.begin()) / 16);
    }
    return -1;
}

// --- Characters ---

Value at(Run &run, const Value &self, Arguments arguments)
{
    double index = wholeArgument(arguments, 0, 0);
    if (index < 0)
        index += sizeOf(self);
    if (index < 0 || index >= sizeOf(self))
        return {};
    return part(run, self, static_cast<qsizetype>(index), static_cast<qsizetype>(index) + 1);
}

Value charAt(Run &run, const Value &self, Arguments arguments)
{
    const double index = wholeArgument(arguments, 0, 0);
    if (index < 0 || index >= sizeOf(self))
        return Value::string({});
    return part(run, self, static_cast<qsizetype>(index), static_cast<qsizetype>(index) + 1);
}

Value charCodeAt(Run &, const Value &self, Arguments arguments)
{
    const double index = wholeArgument(arguments, 0, 0);
    if (index < 0 || index >= sizeOf(self))
        return Value::number(std::nan(""));
    return Value::number(self.asString()[static_cast<qsizetype>(index)].unicode());
}

Value codePointAt(Run &, const Value &self, Arguments arguments)
{
    const double index = wholeArgument(arguments, 0, 0);
    if (index < 0 || index >= sizeOf(self))
        return {};
    const QStringView rest = self.asString().sliced(static_cast<qsizetype>(index));
    if (rest.size() > 1 && rest[0].isHighSurrogate() && rest[1].isLowSurrogate())
        return Value::number(QChar::surrogateToUcs4(rest[0], rest[1]));
    return Value::number(rest[0].unicode());
}

// --- Searching ---

Value indexOf(Run &run, const Value &self, Arguments arguments)
{
    const qsizetype from = position(arguments, 1, sizeOf(self), 0, false);
    return number(search(run, self.asString(), textArgument(run, arguments, 0), from));
}

Value lastIndexOf(Run &run, const Value &self, Arguments arguments)
{
    run.tick(self.asString().size() / 16);
    const QString wanted = textArgument(run, arguments, 0);
    const double place = arguments.size() > 1 ? toNumber(arguments[1]) : std::nan("");
    const double last = sizeOf(self) - static_cast<double>(wanted.size());
    if (last < 0)
        return Value::number(-1);
    const double from = std::isnan(place) ? last : std::clamp(std::trunc(place), 0.0, last);
    for (qsizetype i = static_cast<qsizetype>(from); i >= 0; --i) {
        if (self.asString().sliced(i).startsWith(wanted))
            return number(i);
        run.tick(1 + wanted.size() / 16);
    }
    return Value::number(-1);
}

Value includes(Run &run, const Value &self, Arguments arguments)
{
    return Value::boolean(indexOf(run, self, arguments).asNumber() >= 0);
}

Value startsWith(Run &run, const Value &self, Arguments arguments)
{
    run.countReading(self);
    const qsizetype from = position(arguments, 1, sizeOf(self), 0, false);
    return Value::boolean(self.asString().sliced(from).startsWith(textArgument(run, arguments, 0)));
}

Value endsWith(Run &run, const Value &self, Arguments arguments)
{
    run.countReading(self);
    const qsizetype end = position(arguments, 1, sizeOf(self), sizeOf(self), false);
    return Value::boolean(self.asString().first(end).endsWith(textArgument(run, arguments, 0)));
}

Value localeCompare(Run &run, const Value &self, Arguments arguments)
{
    // By code unit, so that a run is the same on every machine.
    run.countReading(self);
    const Value other = Value::string(textArgument(run, arguments, 0));
    return Value::number(scriptLess(self, other) ? -1 : scriptLess(other, self) ? 1 : 0);
}

// --- Parts ---

Value slice(Run &run, const Value &self, Arguments arguments)
{
    return part(run, self, position(arguments, 0, sizeOf(self), 0, true),
                position(arguments, 1, sizeOf(self), sizeOf(self), true));
}

Value substring(Run &run, const Value &self, Arguments arguments)
{
    const qsizetype a = position(arguments, 0, sizeOf(self), 0, false);
    const qsizetype b = position(arguments, 1, sizeOf(self), sizeOf(self), false);
    return part(run, self, std::min(a, b), std::max(a, b));
}

Value substr(Run &run, const Value &self, Arguments arguments)
{
    const qsizetype from = position(arguments, 0, sizeOf(self), 0, true);
    const double rest = sizeOf(self) - static_cast<double>(from);
    const auto count = static_cast<qsizetype>(std::clamp(wholeArgument(arguments, 1, rest), 0.0, rest));
    return part(run, self, from, from + count);
}

Value split(Run &run, const Value &self, Arguments arguments)
{
    const QStringView text = self.asString();
    const double limit = arguments.size() > 1 && !arguments[1].isNull()
                             ? static_cast<double>(static_cast<std::uint32_t>(toInt32(toNumber(arguments[1]))))
                             : 4294967295.0;
    Value::Items items;
    const auto put = [&](QStringView piece) {
        run.tick();
        if (static_cast<double>(items.size()) < limit)
            items.push_back(run.makeText(piece));
    };
    if (arguments.empty() || arguments[0].isNull()) {
        put(text);
    } else if (const QString separator = run.scriptText(arguments[0]); separator.isEmpty()) {
        run.roomForList(static_cast<double>(text.size()));
        for (qsizetype i = 0; i < text.size(); ++i)
            put(text.sliced(i, 1));
    } else {
        qsizetype start = 0;
        for (qsizetype end = search(run, text, separator, 0); end >= 0; end = search(run, text, separator, start)) {
            put(text.sliced(start, end - start));
            start = end + separator.size();
        }
        put(text.sliced(start));
    }
    return Value::list(std::move(items));
}

// --- New texts ---

Value concat(Run &run, const Value &self, Arguments arguments)
{
    QString text = self.asString().toString();
    for (const Value &argument : arguments) {
        text += run.scriptText(argument);
        run.roomForText(static_cast<double>(text.size()));
    }
    return run.makeText(text);
}

Value repeat(Run &run, const Value &self, Arguments arguments)
{
    const double count = wholeArgument(arguments, 0, 0);
    if (count < 0 || std::isinf(count))
        run.raise(BuiltinError::ValueError, u"repeat() needs a number from 0 on, not %1"_s.arg(numberText(count)));
    run.roomForText(count * sizeOf(self));
    return Value::string(
        self.asString().isEmpty() ? QString() : self.asString().toString().repeated(static_cast<qsizetype>(count)));
}

Value pad(Run &run, const Value &self, Arguments arguments, bool atStart)
{
    const double length = wholeArgument(arguments, 0, 0);
    const QString filler = arguments.size() > 1 ? run.scriptText(arguments[1]) : u" "_s;
    if (length <= sizeOf(self) || filler.isEmpty())
        return self;
    run.roomForText(length);
    const auto missing = static_cast<qsizetype>(length) - self.asString().size();
    const QString padding = filler.repeated(missing / filler.size() + 1).first(missing);
    return Value::string(atStart ? padding + self.asString().toString() : self.asString().toString() + padding);
}

Value padStart(Run &run, const Value &self, Arguments arguments) { return pad(run, self, arguments, true); }
Value padEnd(Run &run, const Value &self, Arguments arguments) { return pad(run, self, arguments, false); }

// What stands for one match: a function's result, or the text with $$ $& $` $' resolved.
QString replacement(Run &run, const Value &with, QStringView text, qsizetype index, QStringView match)
{
    if (with.isFunction()) {
        const std::array<Value, 3> arguments{Value::string(match), number(index), Value::string(text)};
        return run.scriptText(run.call(with, arguments));
    }
    const QString pattern = run.scriptText(with);
    QString result;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar next = pattern[i] == u'$' && i + 1 < pattern.size() ? pattern[i + 1] : QChar();
        if (next == u'$')
            result += u'$';
        else if (next == u'&')
            result += match;
        else if (next == u'`')
            result += text.first(index);
        else if (next == u'\'')
            result += text.sliced(index + match.size());
        else {
            result += pattern[i];
            continue;
        }
        ++i;
        run.checkText(static_cast<double>(result.size()));
    }
    run.tick(result.size() / 16);
    return result;
}

Value replaceMatches(Run &run, const Value &self, Arguments arguments, bool all)
{
    const QStringView text = self.asString();
    const QString wanted = textArgument(run, arguments, 0);
    const Value with = arguments.size() > 1 ? arguments[1] : Value();
    QString result;
    qsizetype start = 0;
    qsizetype index = search(run, text, wanted, 0);
    while (index >= 0) {
        result += text.sliced(start, index - start);
        result += replacement(run, with, text, index, wanted);
        start = index + wanted.size();
        run.tick();
        run.checkText(static_cast<double>(result.size()));
        if (!all)
            break;
        // An empty one is found between all characters.
        const qsizetype next = wanted.isEmpty() ? index + 1 : start;
        index = next > text.size() ? -1 : search(run, text, wanted, next);
    }
    result += text.sliced(start);
    return run.makeText(result);
}

Value replace(Run &run, const Value &self, Arguments arguments) { return replaceMatches(run, self, arguments, false); }
Value replaceAll(Run &run, const Value &self, Arguments arguments)
{
    return replaceMatches(run, self, arguments, true);
}

// Piece by piece, because Qt moves all that follows for each character that becomes longer.
template <typename Change>
Value changeCase(Run &run, const Value &self, Change change)
{
    constexpr qsizetype pieceSize = 256;
    const QStringView text = self.asString();
    QString result;
    for (qsizetype start = 0; start < text.size();) {
        qsizetype size = std::min(pieceSize, text.size() - start);
        if (text[start + size - 1].isHighSurrogate() && start + size < text.size())
            ++size;
        result += change(text.sliced(start, size).toString());
        start += size;
        run.tick(pieceSize / 16);
        run.checkText(static_cast<double>(result.size()));
    }
    return run.makeText(result);
}

Value toLowerCase(Run &run, const Value &self, Arguments)
{
    return changeCase(run, self, [](const QString &piece) { return piece.toLower(); });
}

Value toUpperCase(Run &run, const Value &self, Arguments)
{
    return changeCase(run, self, [](const QString &piece) { return piece.toUpper(); });
}

bool isBlank(QChar c) { return c.isSpace() || c.unicode() == 0xFEFF; }

Value trimmed(Run &run, const Value &self, bool atStart, bool atEnd)
{
    run.countReading(self);
    QStringView text = self.asString();
    while (atStart && !text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (atEnd && !text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return run.makeText(text);
}

Value trim(Run &run, const Value &self, Arguments) { return trimmed(run, self, true, true); }
Value trimStart(Run &run, const Value &self, Arguments) { return trimmed(run, self, true, false); }
Value trimEnd(Run &run, const Value &self, Arguments) { return trimmed(run, self, false, true); }

Value itself(Run &, const Value &self, Arguments) { return self; }

Value noPatterns(Run &run, const Value &, Arguments)
{
    run.raise(BuiltinError::TypeError, u"regular expressions are not allowed; use includes, indexOf or split"_s);
}

Value normalize(Run &run, const Value &self, Arguments arguments)
{
    const QString form = arguments.empty() || arguments[0].isNull() ? u"NFC"_s : run.scriptText(arguments[0]);
    static const QStringList forms = {u"NFD"_s, u"NFC"_s, u"NFKD"_s, u"NFKC"_s}; // in the order of Qt's enum
    if (!forms.contains(form))
        run.raise(BuiltinError::ValueError, u"normalize() takes NFC, NFD, NFKC or NFKD, not '%1'"_s.arg(form));
    // Qt takes the square of the length, and does not stop in between.
    constexpr double longest = 10'000;
    if (sizeOf(self) > longest) {
        run.raise(BuiltinError::RuntimeError,
                  u"normalize() takes a text of %1 characters at most"_s.arg(numberText(longest)));
    }
    return run.makeText(
        self.asString().toString().normalized(static_cast<QString::NormalizationForm>(forms.indexOf(form))));
}

} // namespace

MethodFunction findTextMethod(QStringView name)
{
    static const QHash<QStringView, MethodFunction> methods = {
        {u"at", at},
        {u"charAt", charAt},
        {u"charCodeAt", charCodeAt},
        {u"codePointAt", codePointAt},
        {u"concat", concat},
        {u"endsWith", endsWith},
        {u"includes", includes},
        {u"indexOf", indexOf},
        {u"lastIndexOf", lastIndexOf},
        {u"localeCompare", localeCompare},
        {u"match", noPatterns},
        {u"matchAll", noPatterns},
        {u"normalize", normalize},
        {u"padEnd", padEnd},
        {u"padStart", padStart},
        {u"repeat", repeat},
        {u"replace", replace},
        {u"replaceAll", replaceAll},
        {u"search", noPatterns},
        {u"slice", slice},
        {u"split", split},
        {u"startsWith", startsWith},
        {u"substr", substr},
        {u"substring", substring},
        {u"toLocaleLowerCase", toLowerCase},
        {u"toLocaleUpperCase", toUpperCase},
        {u"toLowerCase", toLowerCase},
        {u"toString", itself},
        {u"toUpperCase", toUpperCase},
        {u"trim", trim},
        {u"trimEnd", trimEnd},
        {u"trimStart", trimStart},
        {u"valueOf", itself},
    };
    return methods.value(name, nullptr);
}

} // namespace coroscope
