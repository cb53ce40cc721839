// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/didyoumean.h" // IWYU pragma: export
#include "core/scenario/model.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace coroscope
{

// The words of the scenario format: sections, verbs and their options, constructors and methods. Each list is the one
// place where such a word is added.

/// The keys at the top of a file.
const QStringList &topLevelKeys();
/// The keys of a param's long form.
const QStringList &parameterKeys();
/// The words of `return_when:`, in the order of ReturnWhen.
const QStringList &returnConditions();

/// A step's verb and the keys that may stand beside it.
struct VerbWords {
    Verb verb;
    const char16_t *name;
    std::vector<const char16_t *> options;
    bool alone = false;  ///< may stand as a bare word: `- break`
    bool nested = false; ///< may stand as a mapping where an awaitable is asked for
};
const std::vector<VerbWords> &verbWords();
const VerbWords *findVerb(QStringView name);
const VerbWords &wordsOf(Verb verb);
/// Verbs of the format that this version does not run.
const QStringList &laterVerbs();

/// A method of an object, a task or a future.
struct MethodWords {
    const char16_t *name;
    bool awaitable;
    int fewest;
    int most;
    std::vector<Constructor> of; ///< the objects that have it
    bool ofTasks = false;
};
/// The method of that name of an object; null if it has none. Names that several objects have may differ in their
/// arguments.
const MethodWords *findMethod(Constructor object, QStringView name);
/// The method of that name of anything, where the object is not known before the run: with the loosest arguments.
std::optional<MethodWords> findMethod(QStringView name);
QStringList methodNames(Constructor object);
QStringList methodNames();
/// Methods of JavaScript's lists and texts that a `call:` may name.
bool isValueMethod(QStringView name);

/// What makes an object, with its smallest and largest number of arguments.
struct ConstructorWords {
    Constructor constructor;
    const char16_t *name;
    int fewest;
    int most;
    double lowest;      ///< of the argument
    bool isContext;     ///< `with:` takes it
    const char16_t *be; ///< for messages: `a semaphore`
};
const std::vector<ConstructorWords> &constructorWords();
const ConstructorWords *findConstructor(QStringView name);
const ConstructorWords &wordsOf(Constructor constructor);

/// Words that JavaScript keeps for itself, so that no expression could name them.
bool isReservedWord(QStringView name);
/// Letters, digits and `_`, not a digit first: usable as a name in JavaScript and in Python.
bool isIdentifier(QStringView name);

} // namespace coroscope
