// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/errortypes.h"
#include "core/scenario/evaluator.h"
#include "core/scenario/methods.h"
#include "core/scenario/model.h"

#include <deque>
#include <memory>
#include <vector>

namespace coroscope
{

// A scenario as the interpreter runs it: each coroutine is a list of instructions, with variables in numbered slots.
// A program belongs to one run, because its expressions are bound to that run's evaluator.
//
// `finally`, `with`, `timeout`, `task_group` and `async_for` share one form. PushFinally opens a block; whatever
// leaves it (an error, a return, a break, or the end of the body by LeaveFinally) is kept, the instructions at the
// block's target run, and EndFinally lets it go on. An exit instruction may look at what is kept, and replace it.

enum class Op : std::uint8_t {
    Let,       // a: slot, b: value
    Log,       // b: value
    Sleep,     // b: value
    BlockLoop, // b: value
    Return,    // b: value, -1: null
    RaiseNew,  // a: error type, b: value of its text, -1: none
    RaiseSlot, // a: slot
    Reraise,
    Jump, // target
    Break,
    Continue,
    JumpIfFalse, // b: value, target
    ForBegin,    // a: temporaries (list, index), b: value
    ForNext,     // a: temporaries, b: slot of the variable, target: where it is exhausted
    PushLoop,    // a: target of break, b: target of continue
    PushExcept,  // target: of the clauses
    PopBlock,
    ExceptMatch, // a: clause, target: next clause
    EndExcept,
    PushFinally, // target
    LeaveFinally,
    EndFinally,
    AwaitCoroutine, // a: slot of the result or -1, b: call
    AwaitMethod,    // a, b
    AwaitSlot,      // a: slot of the result or -1, b: slot of the awaitable
    MakeAwaitable,  // a: slot, b: call
    CallPlain,      // a: slot of the result or -1, b: call
    CreateTask,     // a: index of the task's code
    Cancel,         // a: call, b: value of the message, -1: none
    Gather,         // a: index of the group's code; the future goes to its slot
    Shield,         // a: slot of the future, b: call
    Wait,           // a: index of the group's code
    CompletedBegin, // a: index of the group's code; the iterator goes to its slot
    CompletedNext,  // a: slot of the iterator, b: slot of the result or -1, target: where it is exhausted
    EvalDuration,   // a: slot, b: value; null stays null
    WaitForBranch,  // a: slot of the duration, target: where it is 0 or less
    CancelAndWait,  // a: slot of the awaitable and then of the result
    TimeoutEnter,   // a: slot of the scope, b: slot of the duration
    TimeoutExit,    // a: slot of the scope
    GroupEnter,     // a: slot of the group
    GroupExit,      // a: slot of the group
    WithEnter,      // a: slot of the object, b: slot of the result or -1; value c
    WithExit,       // a: slot of the object
    ResourceEnter,  // a: slot of the instance, b: slot of the result or -1; call c
    ResourceExit,   // a: slot of the instance
    GeneratorBegin, // a: slot of the generator, b: call
    GeneratorNext,  // a: slot of the generator, b: slot of the variable, target: where it is exhausted
    GeneratorClose, // a: slot of the generator
    Yield,          // b: value
    ToThread,       // a: slot of the result or -1, b: index of the job's code
};

struct Instruction {
    Op op;
    int a = -1;
    int b = -1;
    int c = -1;
    int target = -1;
    int line = 0;
};

/// A value of the file, bound.
struct ValueCode {
    enum class Kind : std::uint8_t { Constant, Local, Global, Expression, List, Map };
    Kind kind = Kind::Constant;
    Value constant;
    int slot = 0;
    CompiledExpression expression;
    std::vector<ValueCode> items;
    std::vector<QString> keys;
};

struct ScenarioFunction;

/// A CALL, bound.
struct CallCode {
    CallSpec::Kind kind = CallSpec::Kind::Variable;
    const ScenarioFunction *function = nullptr; // Coroutine
    QString name;
    ValueCode object; // Method: the object; Variable, Expression: the value
    Method method = Method::Unknown;
    std::vector<ValueCode> arguments;
    // Nested.
    Verb verb = Verb::Pass;
    std::unique_ptr<CallCode> inner; // WaitFor, Shield
    ValueCode duration;              // Sleep, WaitFor, ToThread
    ValueCode value;                 // ToThread: what it returns
    int group = -1;                  // Gather: index of the group's code
    ValueCode pool;                  // ToThread; constant null: the default one
    int line = 0;
    int column = 0;
};

/// `for:` of gather and the like; the variable is a slot of its own.
struct EachCode {
    bool used = false;
    int slot = 0;
    ValueCode list;
};

struct CreateTaskCode {
    CallCode call;
    EachCode each;
    std::optional<ValueCode> name;
    int groupSlot = -1;
    int resultSlot = -1;
};

/// The awaitables of a gather, wait or as_completed.
struct GroupCode {
    std::vector<CallCode> calls;
    EachCode each;
    ValueCode returnExceptions;
    ReturnWhen returnWhen = ReturnWhen::AllCompleted;
    std::optional<ValueCode> timeout;
    int slot = -1;     // Gather: the future; CompletedBegin: the iterator
    int doneSlot = -1; // Wait
    int pendingSlot = -1;
};

struct JobCode {
    ValueCode duration;
    ValueCode value;
    ValueCode pool;
};

struct ClauseCode {
    std::vector<const ErrorType *> types;
    int slot = -1;
};

struct ScenarioFunction {
    QString name;
    int parameterCount = 0;
    int localCount = 0;
    bool isGenerator = false;
    std::size_t resource = 0;                   // of a resource's enter and exit: which one it is
    std::vector<QString> localNames;            // of named slots; for messages
    std::vector<std::pair<int, int>> inherited; // variables that begin with the value of a global of their name
    std::vector<Instruction> code;
    std::vector<ValueCode> values;
    std::deque<CallCode> calls;
    std::deque<CreateTaskCode> tasks;
    std::deque<GroupCode> groups;
    std::vector<JobCode> jobs;
    std::vector<ClauseCode> clauses;
    std::vector<const ErrorType *> errorTypes;
};

/// A resource: entering leaves the variables as the exit finds them.
struct ResourceFunctions {
    QString name;
    ScenarioFunction enter;
    ScenarioFunction exit;
};

struct Program {
    std::deque<ScenarioFunction> coroutines; // as in the scenario
    std::deque<ResourceFunctions> resources;
    ScenarioFunction main;
    std::vector<QString> globalNames;                // params, then objects
    std::vector<std::pair<int, QString>> errorNames; // globals that are names of errors, for set_exception
    std::vector<ValueCode> parameters;               // the values that stand in the file
    std::vector<std::vector<ValueCode>> objectArguments;
    std::optional<ValueCode> stepCost;
    std::optional<ValueCode> executorThreads;
};

/// Binds a checked scenario to an evaluator. A fault only where the checker let something pass.
Result<std::unique_ptr<Program>> compileScenario(const Scenario &scenario, Evaluator &evaluator,
                                                 const ErrorTypes &errors);

} // namespace coroscope
