// SPDX-License-Identifier: MIT
#include "core/sweep/sweepaxis.h"

#include "core/base/time.h"
#include "core/scenario/numbertext.h"
#include "core/scenario/scenariowords.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

Fault fault(const QString &message) { return {{}, 0, 0, message}; }

// A decimal number, exact: `digits` / 10^places, and the unit behind it.
struct Decimal {
    std::int64_t digits = 0;
    int places = 0;
    QString unit;
};

constexpr int mostPlaces = 6;

std::int64_t power(int exponent)
{
    std::int64_t result = 1;
    for (; exponent > 0; --exponent)
        result *= 10;
    return result;
}

std::optional<Decimal> readDecimal(const QString &text)
{
    static const QRegularExpression form(u"^([+-]?)(\\d{1,11})(?:\\.(\\d{1,6}))?([a-z]*)$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Decimal decimal;
    const QString fraction = match.captured(3);
    decimal.places = static_cast<int>(fraction.size());
    decimal.digits = (match.captured(2) + fraction).toLongLong();
    if (match.captured(1) == u"-")
        decimal.digits = -decimal.digits;
    decimal.unit = match.captured(4);
    return decimal;
}

// `digits` / 10^places without needless zeros.
QString decimalText(std::int64_t digits, int places)
{
    const std::int64_t one = power(places);
    const std::int64_t absolute = std::abs(digits);
    QString text = QString::number(absolute / one);
    if (absolute % one != 0) {
        QString fraction = QString::number(absolute % one).rightJustified(places, u'0');
        while (fraction.endsWith(u'0'))
            fraction.chop(1);
        text += u'.' + fraction;
    }
    return digits < 0 ? u'-' + text : text;
}

QString choiceText(const ValueSpec &choice)
{
    if (choice.kind == ValueSpec::Kind::Number)
        return numberText(choice.number);
    if (choice.kind == ValueSpec::Kind::Bool)
        return choice.boolean ? u"true"_s : u"false"_s;
    return choice.text;
}

QStringList choicesOf(const Parameter &parameter)
{
    QStringList choices;
    for (const ValueSpec &choice : parameter.choices)
        choices.push_back(choiceText(choice));
    return choices;
}

// Why the parameter does not take the value; nothing if it does, as far as can be told before a run.
QString refusal(const Parameter &parameter, const QString &value)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    const bool isFlag = value == u"true" || value == u"false";
    if (!parameter.choices.empty()) {
        const QStringList choices = choicesOf(parameter);
        return choices.contains(value) ? QString() : u"one of %1 is wanted"_s.arg(choices.join(u", "));
    }
    if (parameter.value.kind == ValueSpec::Kind::Bool && !isFlag)
        return u"true or false is wanted"_s;
    if (parameter.value.kind == ValueSpec::Kind::Number && !isNumber)
        return u"a number is wanted"_s;
    if (isNumber && parameter.min && number < *parameter.min)
        return u"a value of %1 or more is wanted"_s.arg(numberText(*parameter.min));
    if (isNumber && parameter.max && number > *parameter.max)
        return u"a value of %1 or less is wanted"_s.arg(numberText(*parameter.max));
    return {};
}

// The step where none is written: the parameter's own, if the range's ends are no finer than it.
Decimal usualStep(const Parameter &parameter, const Decimal &from, const Decimal &to)
{
    const int places = std::max(from.places, to.places);
    if (parameter.step && *parameter.step > 0) {
        if (const auto step = readDecimal(numberText(*parameter.step)); step && step->places >= places)
            return {step->digits, step->places, from.unit};
    }
    return {1, places, from.unit};
}

Result<QStringList> rangeOf(const Parameter &parameter, const QString &text)
{
    const qsizetype dots = text.indexOf(u"..");
    const QString fromText = text.left(dots).trimmed();
    const QString rest = text.mid(dots + 2);
    const qsizetype colon = rest.indexOf(u':');
    const QString toText = (colon < 0 ? rest : rest.left(colon)).trimmed();
    const auto from = readDecimal(fromText);
    const auto to = readDecimal(toText);
    const auto wrong = [](const QString &part) {
        return fault(
            u"`%1` is no number of a range; write FROM..TO or FROM..TO:STEP, with %2 decimals at most"_s.arg(part).arg(
                mostPlaces));
    };
    if (!from)
        return wrong(fromText);
    if (!to)
        return wrong(toText);
    std::optional<Decimal> step = usualStep(parameter, *from, *to);
    if (colon >= 0) {
        const QString stepText = rest.mid(colon + 1).trimmed();
        step = readDecimal(stepText);
        if (!step)
            return wrong(stepText);
    }
    if (from->unit != to->unit || from->unit != step->unit)
        return fault(u"`%1`: the numbers of a range need the same unit"_s.arg(text));
    if (step->digits <= 0)
        return fault(u"`%1`: the step must be more than 0"_s.arg(text));
    const int places = std::max({from->places, to->places, step->places});
    const std::int64_t first = from->digits * power(places - from->places);
    const std::int64_t last = to->digits * power(places - to->places);
    const std::int64_t by = step->digits * power(places - step->places);
    if (last < first)
        return fault(u"`%1` is empty, as it runs backwards; write the smaller number first"_s.arg(text));
    const std::int64_t count = (last - first) / by + 1;
    if (count > mostSweepValues)
        return fault(
            u"`%1` has %2 values; a sweep goes through %3 at most, so take a larger step"_s.arg(text).arg(count).arg(
                mostSweepValues));
    QStringList values;
    for (std::int64_t index = 0; index < count; ++index)
        values.push_back(decimalText(first + index * by, places) + from->unit);
    return values;
}

Result<QStringList> wholeRangeOf(const Parameter &parameter)
{
    if (!parameter.choices.empty())
        return choicesOf(parameter);
    if (parameter.value.kind == ValueSpec::Kind::Bool)
        return QStringList{u"false"_s, u"true"_s};
    if (parameter.min && parameter.max)
        return rangeOf(parameter, numberText(*parameter.min) + u".."_s + numberText(*parameter.max));
    return fault(u"say which values: %1=FROM..TO, %1=FROM..TO:STEP or %1=VALUE,VALUE"_s.arg(parameter.name));
}

Result<QStringList> valuesOf(const Parameter &parameter, const QString &text)
{
    if (text.isEmpty())
        return wholeRangeOf(parameter);
    // A text with dots in it is a range only where it has two numbers.
    const bool isRange = text.contains(u"..") &&
                         (parameter.value.kind != ValueSpec::Kind::Text || readDecimal(text.section(u".."_s, 0, 0)));
    if (isRange)
        return rangeOf(parameter, text);
    QStringList values;
    for (const QString &part : text.split(u',')) {
        const QString value = part.trimmed();
        if (value.isEmpty())
            return fault(u"`%1`: there is nothing between two commas"_s.arg(text));
        values.push_back(value);
    }
    if (values.size() > mostSweepValues)
        return fault(u"there are %1 values; a sweep goes through %2 at most"_s.arg(values.size()).arg(mostSweepValues));
    return values;
}

} // namespace

std::optional<std::vector<double>> SweepAxis::numbers() const
{
    std::vector<double> result;
    for (const QString &value : values) {
        bool ok = false;
        double number = value.toDouble(&ok);
        if (!ok) {
            const auto duration = parseDuration(value);
            if (!duration)
                return std::nullopt;
            number = static_cast<double>(*duration) / nsPerSecond;
        }
        if (!std::isfinite(number))
            return std::nullopt;
        result.push_back(number);
    }
    return result;
}

Result<SweepAxis> sweepAxis(const Scenario &scenario, const QString &name, const QString &text)
{
    const auto parameter = std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                        [&](const Parameter &known) { return known.name == name; });
    if (parameter == scenario.parameters.end()) {
        QStringList names;
        for (const Parameter &known : scenario.parameters)
            names.push_back(known.name);
        return fault(names.isEmpty() ? u"this scenario has no params, so there is nothing to sweep over"_s
                                     : u"no such param `%1`; there are %2%3"_s.arg(name, names.join(u", "),
                                                                                   didYouMean(name, names)));
    }
    if (parameter->value.kind == ValueSpec::Kind::List || parameter->value.kind == ValueSpec::Kind::Map)
        return fault(u"%1: only a number, a text or true or false can be swept over"_s.arg(name));
    Result<QStringList> values = valuesOf(*parameter, text.trimmed());
    if (!values.ok())
        return fault(name + u": "_s + values.fault().message);
    QSet<QString> seen;
    for (const QString &value : values.value()) {
        if (const QString why = refusal(*parameter, value); !why.isEmpty())
            return fault(u"%1=%2: %3"_s.arg(name, value, why));
        if (seen.contains(value))
            return fault(u"%1: the value %2 stands twice"_s.arg(name, value));
        seen.insert(value);
    }
    return SweepAxis{name, values.take()};
}

Result<SweepAxis> parseSweepAxis(const Scenario &scenario, const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    return sweepAxis(scenario, text.left(equals).trimmed(), equals < 0 ? QString() : text.mid(equals + 1));
}

} // namespace coroscope
