// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/evaluator.h"
#include "core/scenario/expression.h"
#include "core/scenario/value.h"

#include <deque>
#include <memory>
#include <vector>

namespace coroscope
{

/// In the order of builtinFunctions().
enum class Builtin : std::uint8_t {
    Range,
    Len,
    Min,
    Max,
    Abs,
    Str,
    Int,
    Sum,
    Sorted,
    Now,
    IsError,
    Random,
    Uniform,
    Randint,
    Choice,
    Expovariate,
};

enum class Operation : std::uint8_t {
    Constant,  ///< constant
    Local,     ///< index: slot
    Global,    ///< index: slot
    Parameter, ///< index: of the arrow function around it
    Capture,   ///< index: of what that function took from outside
    Builtin,   ///< a built-in function as a value; builtin
    List,
    Map,      ///< keys in names; Spread among the children
    Template, ///< pieces become one text, as JavaScript writes them
    Text,     ///< pieces become one text, as the format writes them
    Length,   ///< first.length
    Member,   ///< first.constant
    Index,    ///< first[second]
    CallBuiltin,
    CallMethod, ///< first.constant(children from 1)
    CallIndex,  ///< first[second](children from 2)
    CallValue,  ///< first(children from 1)
    ChainEnd,   ///< where a ?. that found null comes out
    Not,
    Negate,
    ToNumber,
    BitNot,
    TypeOf,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    Equal,
    NotEqual,
    Same,
    NotSame,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    In,
    And,
    Or,
    Coalesce,
    Conditional,
    Arrow,
    Spread,
};

struct ArrowShape;
class ExpressionRun;

/// A method of a text, a list or a number: gets what it is called on and the arguments.
using MethodFunction = Value (*)(ExpressionRun &, const Value &self, std::span<const Value> arguments);
/// Null where there is no such method.
MethodFunction findTextMethod(QStringView name);
MethodFunction findListMethod(QStringView name);
MethodFunction findNumberMethod(QStringView name);

struct ProgramNode {
    Operation operation = Operation::Constant;
    Builtin builtin = Builtin::Range;
    bool optional = false;       ///< ?.
    bool objectOptional = false; ///< of a call: the ?. of the member that is called
    bool inChain = false;        ///< a ?. on its left may have found null
    bool hasSpread = false;      ///< among the children
    int index = 0;
    int column = 0; ///< in the expression, from 1
    const ProgramNode *first = nullptr;
    const ProgramNode *second = nullptr;
    std::vector<const ProgramNode *> children; ///< all of them
    Value constant;
    std::vector<Value> names;
    const ArrowShape *arrow = nullptr;
    MethodFunction textMethod = nullptr; ///< of a CallMethod: what it is for a text, a list and a number
    MethodFunction listMethod = nullptr;
    MethodFunction numberMethod = nullptr;
};

/// Where an arrow function finds a value when it is made.
struct CaptureSource {
    Operation from = Operation::Local; ///< Local, Parameter or Capture
    int index = 0;
    Value name;
};

struct ArrowShape {
    std::size_t parameterCount = 0;
    std::vector<CaptureSource> captures;
    const ProgramNode *body = nullptr;
    int height = 0; ///< levels of recursion that the body takes
};

struct ExpressionProgram {
    std::deque<ProgramNode> nodes;
    std::deque<ArrowShape> arrows;
    const ProgramNode *root = nullptr;
    int height = 0; ///< levels of recursion that the root takes
};

/// Binds the names of an expression and turns its tree into the form that is run. A fault where a name is unknown or a
/// function gets a wrong number of arguments.
Result<std::shared_ptr<const ExpressionProgram>> compileProgram(const Expression &expression,
                                                                const NameResolver &resolve);
Result<std::shared_ptr<const ExpressionProgram>> compileTextProgram(std::span<const TextPart> pieces,
                                                                    const NameResolver &resolve);

} // namespace coroscope
