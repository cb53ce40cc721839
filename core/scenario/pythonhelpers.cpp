// SPDX-License-Identifier: MIT
#include "core/scenario/pythonhelpers.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace coroscope
{
namespace
{

struct Helper {
    const char *name;
    const char *imports; ///< modules, with blanks between them
    const char *source;  ///< @name@ calls another helper
};

// In an order in which they read well: what calls comes after what is called.
const std::vector<Helper> &helpers()
{
    static const std::vector<Helper> table{
        {"number_text", "decimal math", R"py(
def @number_text@(value):
    """A number as JavaScript writes it."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    digits = decimal.Decimal(repr(value)).normalize()
    if 1e-6 <= abs(value) < 1e21:
        return format(digits, "f")
    mantissa, exponent = f"{digits:e}".split("e")
    return f"{mantissa}e{int(exponent):+}"
)py"},
        {"text", "asyncio", R"py(
def @text@(value):
    """A value as the scenario has it: null, true, 1, 0.5, [a, 2]."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return @number_text@(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(@text@, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {@text@(item)}" for key, item in value.items()) + "}"
    if isinstance(value, asyncio.Task):
        return value.get_name()
    if isinstance(value, KeyError) and value.args:
        return str(value.args[0])
@kinds@
    return str(value)
)py"},
        {"number", "math", R"py(
def @number@(value):
    """A value as JavaScript counts with it."""
    if value is None or value == "":
        return 0
    if isinstance(value, (bool, int)):
        return int(value)
    try:
        value = float(value)
    except (TypeError, ValueError):
        return math.nan
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value
)py"},
        {"truthy", "", R"py(
def @truthy@(value):
    """Whether `if` takes a value for true: empty lists are, null, 0, NaN and empty texts are not."""
    return isinstance(value, (list, dict)) or (bool(value) and value == value)
)py"},
        {"both", "", R"py(
def @both@(value, other):
    return other() if @truthy@(value) else value
)py"},
        {"either", "", R"py(
def @either@(value, other):
    return value if @truthy@(value) else other()
)py"},
        {"instead", "", R"py(
def @instead@(value, other):
    return other() if value is None else value
)py"},
        {"add", "", R"py(
def @add@(left, right):
    """JavaScript's +: texts are joined, all else is added."""
    plain = (int, float, type(None))
    if isinstance(left, plain) and isinstance(right, plain):
        return @number@(left) + @number@(right)
    return @text@(left) + @text@(right)
)py"},
        {"multiply", "", R"py(
def @multiply@(left, right):
    """A product that is rounded where JavaScript's numbers end to be exact."""
    product = left * right
    return product if abs(product) <= 2**53 else float(left) * float(right)
)py"},
        {"divide", "math", R"py(
def @divide@(left, right):
    """A quotient; by 0 it is infinite or not a number."""
    if right != 0:
        return left / right
    if left == 0 or left != left:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)
)py"},
        {"remainder", "math", R"py(
def @remainder@(left, right):
    """A remainder with the sign of `left`."""
    if right == 0 or math.isinf(left) or left != left:
        return math.nan
    result = math.fmod(left, right)
    return int(result) if result.is_integer() else result
)py"},
        {"power", "math", R"py(
def @power@(base, exponent):
    try:
        result = base**exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return math.inf
    if isinstance(result, complex):
        return math.nan
    return result if abs(result) <= 2**53 else float(result)
)py"},
        {"int32", "math", R"py(
def @int32@(value):
    """The whole number of 32 bits that JavaScript's bit operators see."""
    if not math.isfinite(value):
        return 0
    return (int(value) + 2**31) % 2**32 - 2**31
)py"},
        {"less", "", R"py(
def @less@(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    return @number@(left) < @number@(right)
)py"},
        {"less_or_equal", "", R"py(
def @less_or_equal@(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left <= right
    return @number@(left) <= @number@(right)
)py"},
        {"same", "", R"py(
def @same@(left, right):
    """JavaScript's ===: lists are the same only if they are one."""
    plain = (int, float, str)
    if isinstance(left, plain) and isinstance(right, plain):
        return isinstance(left, bool) == isinstance(right, bool) and left == right
    return left is right
)py"},
        {"equal", "", R"py(
def @equal@(left, right):
    """JavaScript's ==: a number and a text are compared as numbers."""
    numbers = (int, float)
    if isinstance(left, numbers) and isinstance(right, str) or isinstance(left, str) and isinstance(right, numbers):
        return @number@(left) == @number@(right)
    if isinstance(left, numbers) and isinstance(right, numbers) or isinstance(left, str) and isinstance(right, str):
        return left == right
    return left is right
)py"},
        {"item", "", R"py(
def @item@(values, key):
    """An item of a list, text or mapping; null where there is none."""
    if values is None:
        raise TypeError(f"null has no '{@text@(key)}'")
    if isinstance(values, dict):
        return values.get(@text@(key))
    if isinstance(key, float) and key.is_integer():
        key = int(key)
    return values[key] if isinstance(key, int) and 0 <= key < len(values) else None
)py"},
        {"member", "", R"py(
def @member@(value, name):
    """What a value has under a name; null where it has nothing."""
    if value is None:
        raise TypeError(f"null has no '{name}'")
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, BaseException):
        known = {"message": @text@(value), "name": type(value).__name__, "cause": value.__cause__}
        inner = list(getattr(value, "exceptions", []))
        return {**known, "exceptions": inner, "errors": inner}.get(name)
    return None
)py"},
        {"index_of", "", R"py(
def @index_of@(values, wanted):
    """Where an item stands, or -1."""
    if isinstance(values, str):
        return values.find(wanted)
    return next((index for index, value in enumerate(values) if @same@(value, wanted)), -1)
)py"},
        {"includes", "", R"py(
def @includes@(values, wanted):
    return wanted in values if isinstance(values, str) else any(@same@(value, wanted) for value in values)
)py"},
        {"joined", "", R"py(
def @joined@(values, separator=","):
    return separator.join(
        "" if value is None else @joined@(value) if isinstance(value, list) else @text@(value) for value in values
    )
)py"},
        {"push", "", R"py(
def @push@(values, *more):
    """Adds to the end and gives the new length."""
    values.extend(more)
    return len(values)
)py"},
        {"unshift", "", R"py(
def @unshift@(values, *more):
    """Adds to the front and gives the new length."""
    values[:0] = more
    return len(values)
)py"},
        {"splice", "", R"py(
def @splice@(values, start, count=None, *more):
    """Takes items out, puts others in their place, and gives those that were taken."""
    start = max(len(values) + start, 0) if start < 0 else min(start, len(values))
    end = len(values) if count is None else start + max(count, 0)
    taken = values[start:end]
    values[start:end] = more
    return taken
)py"},
        {"sort", "functools", R"py(
def @sort@(values, compare=None):
    """Sorts a list in place: by text, or as `compare` says."""
    values.sort(key=@text@ if compare is None else functools.cmp_to_key(compare))
    return values
)py"},
        {"reverse", "", R"py(
def @reverse@(values):
    values.reverse()
    return values
)py"},
        {"fixed", "decimal", R"py(
def @fixed@(value, digits=0):
    """A number with so many digits after the point."""
    if not abs(value) < 1e21:
        return @number_text@(value)
    exact = decimal.Decimal(value)
    return format(exact.quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP), "f")
)py"},
        {"seconds", "re", R"py(
def @seconds@(duration):
    """A duration in seconds: a number, or a text such as 250ms."""
    if not isinstance(duration, str):
        return duration
    amount, unit = re.fullmatch(r"\s*(.*?)\s*(ns|us|µs|ms|s|m|h)?\s*", duration).groups()
    return float(amount) * {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "m": 60, "h": 3600}.get(unit, 1)
)py"},
        {"now", "asyncio", R"py(
@started@ = 0.0


def @now@():
    """Seconds since the start."""
    return asyncio.get_running_loop().time() - @started@
)py"},
        {"each", "", R"py(
def @each@(value):
    """The items of a list, or the one thing that it is instead."""
    return value if isinstance(value, list) else [value]
)py"},
        {"cancel", "", R"py(
def @cancel@(value, message=None):
    """Cancels a task, or every one of a list."""
    for task in @each@(value):
        task.cancel(message)
)py"},
        {"futures", "asyncio", R"py(
def @futures@(value):
    """Tasks and futures as they are; coroutines, alone or with a name, as tasks."""
    made = []
    for item in @each@(value):
        item, name = item if isinstance(item, tuple) else (item, None)
        made.append(item if asyncio.isfuture(item) else asyncio.create_task(item, name=name))
    return made
)py"},
        {"spawn", "asyncio", R"py(
def @spawn@(function, name, *args, group=asyncio):
    """A task that is named by its call."""
    return group.create_task(function(*args), name=f"{name}({', '.join(map(@text@, args))})")
)py"},
        {"awaited", "", R"py(
async def @awaited@(future):
    """A future as a coroutine, of which a task can be made."""
    return await future
)py"},
        {"named", "", R"py(
def @named@(coroutine, name):
    """A coroutine that is known by its call."""
    coroutine.__name__ = name
    return coroutine
)py"},
        {"wait", "asyncio", R"py(
async def @wait@(tasks, **options):
    """asyncio.wait; both results are lists, in the order of the tasks."""
    done, pending = await asyncio.wait(tasks, **options)
    tasks = dict.fromkeys(tasks)
    return [task for task in tasks if task in done], [task for task in tasks if task in pending]
)py"},
        {"job", "time", R"py(
def @job@(seconds, result=None):
    """What a thread does."""
    time.sleep(seconds)
    return result
)py"},
        {"in_pool", "asyncio", R"py(
async def @in_pool@(pool, seconds, result=None):
    """Runs a job on the threads of a pool."""
    return await asyncio.get_running_loop().run_in_executor(pool, @job@, seconds, result)
)py"},
    };
    return table;
}

const Helper &find(const QString &name)
{
    const auto &table = helpers();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&name](const Helper &helper) { return name == QLatin1String(helper.name); });
    Q_ASSERT(found != table.end());
    return *found;
}

const QRegularExpression &placeholder()
{
    static const QRegularExpression form(QStringLiteral("@(\\w+)@"));
    return form;
}

} // namespace

QString PythonHelpers::nameOf(const QString &helper) const
{
    QString name = helper;
    while (m_avoided.contains(name))
        name = QStringLiteral("js_") + name;
    return name;
}

QString PythonHelpers::use(const QString &helper)
{
    if (helper != u"started" && !m_used.contains(helper)) {
        m_used.insert(helper);
        const Helper &entry = find(helper);
        for (const QString &module : QString::fromLatin1(entry.imports).split(u' ', Qt::SkipEmptyParts))
            import(module);
        auto called = placeholder().globalMatch(QString::fromUtf8(entry.source));
        while (called.hasNext()) {
            const QString name = called.next().captured(1);
            if (name != u"kinds")
                use(name);
        }
    }
    return nameOf(helper);
}

void PythonHelpers::clear()
{
    m_used.clear();
    m_imports.clear();
    m_namesObjects = false;
    m_namesFutures = false;
    m_namesCoroutines = false;
}

/// What `text` has to know of beside values.
QString PythonHelpers::kinds() const
{
    QString source;
    if (m_namesObjects)
        source += QStringLiteral("    for name, known in globals().items():\n"
                                 "        if known is value:\n"
                                 "            return name\n");
    if (m_namesCoroutines)
        source += QStringLiteral("    if asyncio.iscoroutine(value):\n"
                                 "        return value.__name__\n");
    if (m_namesFutures)
        source += QStringLiteral("    if asyncio.isfuture(value):\n"
                                 "        return \"gather\" if type(value).__name__ == \"_GatheringFuture\" else "
                                 "\"shield\"\n");
    return source;
}

QStringList PythonHelpers::imports() const
{
    QStringList lines;
    for (const QString &module : m_imports)
        lines.append(QStringLiteral("import ") + module);
    lines.sort();
    return lines;
}

QString PythonHelpers::definitions() const
{
    QString all;
    for (const Helper &helper : helpers()) {
        if (!m_used.contains(QString::fromLatin1(helper.name)))
            continue;
        QString source = QString::fromUtf8(helper.source).mid(1);
        source.replace(QStringLiteral("@kinds@\n"), kinds());
        auto called = placeholder().match(source);
        while (called.hasMatch()) {
            source.replace(called.capturedStart(), called.capturedLength(), nameOf(called.captured(1)));
            called = placeholder().match(source);
        }
        all += source + QStringLiteral("\n\n");
    }
    return all;
}

} // namespace coroscope
