// SPDX-License-Identifier: MIT
#include "core/scenario/pythontype.h"

#include <algorithm>

namespace coroscope
{
namespace
{

// Lists of lists of lists: deeper is not worth knowing, and might never come to an end.
constexpr int deepestElement = 3;

int depthOf(const PythonType &type) { return type.element ? 1 + depthOf(*type.element) : 0; }

PythonType with(PythonType::Kind kind, const PythonType &element)
{
    PythonType type(kind);
    type.element =
        std::make_shared<const PythonType>(depthOf(element) < deepestElement ? element : PythonType::Kind::Any);
    return type;
}

} // namespace

PythonType PythonType::list(const PythonType &item) { return with(Kind::List, item); }
PythonType PythonType::task(const PythonType &result) { return with(Kind::Task, result); }

PythonType PythonType::elementOrAny() const
{
    if (is(Kind::Unknown))
        return {};
    return element ? *element : PythonType(Kind::Any);
}

bool operator==(const PythonType &left, const PythonType &right)
{
    if (left.kind != right.kind || !left.element != !right.element)
        return false;
    return !left.element || *left.element == *right.element;
}

PythonType join(const PythonType &left, const PythonType &right)
{
    if (left.is(PythonType::Kind::Unknown))
        return right;
    if (right.is(PythonType::Kind::Unknown))
        return left;
    if (left.isNumber() && right.isNumber())
        return std::max(left.kind, right.kind);
    if (left.kind != right.kind)
        return PythonType::Kind::Any;
    if (left.element && right.element)
        return with(left.kind, join(*left.element, *right.element));
    return left.element ? right : left;
}

} // namespace coroscope
