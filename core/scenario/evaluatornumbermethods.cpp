// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <QHash>

#include <algorithm>
#include <cmath>

// The methods of numbers are JavaScript's, without the machine's locale.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

using Run = ExpressionRun;

Value itself(Run &, const Value &self, Arguments) { return self; }

Value toFixed(Run &run, const Value &self, Arguments arguments)
{
    const double digits = arguments.empty() ? 0 : toInteger(arguments[0]);
    if (digits < 0 || digits > 100)
        run.raise(BuiltinError::ValueError, u"toFixed() takes 0 to 100 digits, not %1"_s.arg(numberText(digits)));
    return run.makeText(fixedNumberText(self.asNumber(), static_cast<int>(digits)));
}

Value numberToString(Run &run, const Value &self, Arguments arguments)
{
    const double radix = arguments.empty() || arguments[0].isNull() ? 10 : toInteger(arguments[0]);
    if (radix < 2 || radix > 36)
        run.raise(BuiltinError::ValueError, u"toString() takes a radix of 2 to 36, not %1"_s.arg(numberText(radix)));
    return run.makeText(radixNumberText(self.asNumber(), static_cast<int>(radix)));
}

Value toPrecision(Run &run, const Value &self, Arguments arguments)
{
    if (arguments.empty() || arguments[0].isNull())
        return run.makeText(numberText(self.asNumber()));
    const double digits = toInteger(arguments[0]);
    if (std::isfinite(self.asNumber()) && (digits < 1 || digits > 100))
        run.raise(BuiltinError::ValueError, u"toPrecision() takes 1 to 100 digits, not %1"_s.arg(numberText(digits)));
    return run.makeText(preciseNumberText(self.asNumber(), static_cast<int>(std::clamp(digits, 1.0, 100.0))));
}

Value toExponential(Run &run, const Value &self, Arguments arguments)
{
    if (arguments.empty() || arguments[0].isNull())
        return run.makeText(exponentialNumberText(self.asNumber(), {}));
    const double digits = toInteger(arguments[0]);
    if (std::isfinite(self.asNumber()) && (digits < 0 || digits > 100))
        run.raise(BuiltinError::ValueError, u"toExponential() takes 0 to 100 digits, not %1"_s.arg(numberText(digits)));
    return run.makeText(exponentialNumberText(self.asNumber(), static_cast<int>(std::clamp(digits, 0.0, 100.0))));
}

} // namespace

MethodFunction findNumberMethod(QStringView name)
{
    static const QHash<QStringView, MethodFunction> methods = {
        {u"toExponential", toExponential}, {u"toFixed", toFixed}, {u"toPrecision", toPrecision},
        {u"toString", numberToString},     {u"valueOf", itself},
    };
    return methods.value(name, nullptr);
}

} // namespace coroscope
