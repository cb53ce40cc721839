// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/factcall.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/scenario/expression.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace coroscope
{

// A checked scenario, as the runner and the writer of Python read it. The loader makes it; whoever
// holds a Scenario may rely on every name being known and every number of arguments being right.

/// A place in the scenario file; line and column count from 1.
struct Place {
    int line = 0;
    int column = 0;
};

/// A value as it stands in the file: plain, an expression, a text with expressions in it, a list or a mapping.
struct ValueSpec {
    enum class Kind { Null, Bool, Number, Text, Expression, Pieces, List, Map };

    Kind kind = Kind::Null;
    bool boolean = false;
    double number = 0;
    QString text;                 ///< Text
    ExpressionPtr expression;     ///< Expression: the scalar was exactly ${…}
    std::vector<ValueSpec> items; ///< List: items; Map: values; Pieces: Text and Expression in turn
    std::vector<QString> keys;    ///< Map
    Place place;
};

/// `NAME in expr` of a `for:`.
struct ForClause {
    QString name;
    ExpressionPtr list;
    Place place;
};

struct Step;
using Steps = std::vector<Step>;

/// What can be awaited, made a task or called: a CALL of the format.
struct CallSpec {
    enum class Kind {
        Coroutine,  ///< coroutine(args)
        Method,     ///< object.method(args), object being a variable or one of `objects`
        Variable,   ///< a variable that holds a task, a future, a coroutine object or a list of them
        Expression, ///< ${…} that gives one of these
        Nested,     ///< a mapping with one of sleep wait_for shield gather to_thread
    };

    Kind kind = Kind::Variable;
    QString name; ///< Coroutine, Variable; Method: the object
    QString method;
    int coroutine = -1; ///< Coroutine: index in Scenario::coroutines
    std::vector<ExpressionPtr> arguments;
    ExpressionPtr expression;
    std::unique_ptr<Step> nested; ///< Nested: a step with one of these verbs
    Place place;
};

enum class Verb {
    Sleep,
    Block,
    Log,
    Let,
    Return,
    Raise,
    If,
    While,
    For,
    Break,
    Continue,
    Pass,
    Try,
    Await,
    Call,
    CreateTask,
    Cancel,
    Gather,
    Wait,
    WaitFor,
    Timeout,
    Shield,
    AsCompleted,
    TaskGroup,
    With,
    AsyncFor,
    Yield,
    ToThread,
};

enum class ReturnWhen { AllCompleted, FirstCompleted, FirstException };

/// One `except` entry: the first whose names match takes the error.
struct ExceptClause {
    QStringList errors;
    QString as; ///< empty: not bound
    std::vector<Step> steps;
    Place place;
};

/// One step. Which members count follows from the verb:
///
/// | verb | members |
/// | --- | --- |
/// | Sleep, Block, Timeout | duration |
/// | Log, Return, Yield | value (Null where it is left out) |
/// | Let | assignments |
/// | Raise | error and value (its text), or variable, or neither |
/// | If | condition, body, elseBody |
/// | While | condition, body |
/// | For | forClause, body |
/// | Try | body, excepts, elseBody, finallyBody |
/// | Await, Call, Shield | calls[0], as |
/// | WaitFor | calls[0], duration, as |
/// | CreateTask | calls[0], forClause?, name?, group?, as |
/// | Cancel | calls[0] (Variable or Expression), value (message; Null if none) |
/// | Gather, Wait, AsCompleted | calls (one or more; `isList` says that the file has a list), forClause?, as |
/// | Gather | returnExceptions |
/// | Wait | returnWhen, timeout?, as = [DONE, PENDING] |
/// | AsCompleted | timeout?, as[0] = NAME, body |
/// | TaskGroup | group, body |
/// | With | calls[0] (Variable: an object; or resource ≥ 0 and its arguments in calls[0]), as, body |
/// | AsyncFor | forName, calls[0], body |
/// | ToThread | duration (the blocking time), value (what it returns), pool, as |
struct Step {
    Verb verb = Verb::Pass;
    Place place;
    std::vector<CallSpec> calls;
    bool isList = false;
    ValueSpec value;
    std::optional<ValueSpec> duration;
    std::optional<ValueSpec> timeout;
    std::optional<ForClause> forClause;
    ExpressionPtr condition;
    std::vector<std::pair<QString, ValueSpec>> assignments;
    QStringList as;
    std::optional<ValueSpec> name; ///< of the task
    QString group;
    QString pool;
    QString forName; ///< AsyncFor
    QString error;
    QString variable;           ///< Raise: a caught error
    int resource = -1;          ///< With: index in Scenario::resources
    ValueSpec returnExceptions; ///< Null: false
    ReturnWhen returnWhen = ReturnWhen::AllCompleted;
    Steps body;
    Steps elseBody;
    Steps finallyBody;
    bool hasElse = false;
    bool hasFinally = false;
    std::vector<ExceptClause> excepts;
};

struct Coroutine {
    QString name;
    QStringList parameters;
    Steps steps;
    bool isGenerator = false; ///< it has a `yield` step
    Place place;
};

/// An async context manager of the file.
struct Resource {
    QString name;
    QStringList parameters;
    Steps enter;
    Steps exit;
    Place place;
};

/// What an object of the file is made by.
enum class Constructor {
    Semaphore,
    BoundedSemaphore,
    Lock,
    Event,
    Condition,
    Queue,
    PriorityQueue,
    LifoQueue,
    Barrier,
    Future,
    ThreadPool,
};

struct ObjectSpec {
    QString name;
    Constructor constructor = Constructor::Lock;
    std::vector<ExpressionPtr> arguments;
    Place place;
};

/// A knob.
struct Parameter {
    QString name;
    ValueSpec value;
    std::optional<double> min;
    std::optional<double> max;
    std::optional<double> step;
    std::vector<ValueSpec> choices;
    QString help;
    Place place;
};

enum class ScenarioClock { Virtual, Real };

/// A question of a lesson: what a person predicts before the run. Read by the window only.
struct LessonQuestion {
    enum class Kind : std::uint8_t {
        Choices, ///< one of some texts
        Number,  ///< a number, or a length of time in seconds
        Moment,  ///< a moment of the run, pointed at in the timeline once it has run
    };

    Kind kind = Kind::Number;
    QString ask;
    QStringList choices;             ///< of Choices; a list of texts as `a, b`
    QString unit;                    ///< of Number, for people; may be empty
    std::optional<double> tolerance; ///< how far from the answer a number or moment is still right
    FactCall answer;
    /// The answer itself, in place of a fact: the text of a choice, or a number in the unit of the question.
    std::variant<std::monostate, QString, double> written;
    QString explain; ///< told after the run; may be empty
    Place place;
};

struct Scenario {
    QString file;  ///< the path it was read from; empty if from memory
    QString title; ///< the file's stem where it has none
    QString description;
    QStringList tags;
    QString source;
    ScenarioClock clock = ScenarioClock::Virtual;
    std::uint64_t seed = 0;
    std::optional<ValueSpec> stepCost;
    std::optional<ValueSpec> executorThreads;
    std::vector<Parameter> parameters;
    std::vector<ObjectSpec> objects;
    std::vector<Resource> resources;
    std::vector<Coroutine> coroutines;
    Steps main;
    std::vector<std::pair<QString, QString>> errors; ///< own errors: name, base
    std::vector<LessonQuestion> lesson;
};

} // namespace coroscope
