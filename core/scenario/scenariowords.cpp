// SPDX-License-Identifier: MIT
#include "core/scenario/scenariowords.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace coroscope
{
namespace
{

using C = Constructor;

const std::vector<MethodWords> &methods()
{
    static const std::vector<MethodWords> words{
        {u"acquire", true, 0, 0, {C::Semaphore, C::BoundedSemaphore, C::Lock, C::Condition}},
        {u"release", false, 0, 0, {C::Semaphore, C::BoundedSemaphore, C::Lock, C::Condition}},
        {u"locked", false, 0, 0, {C::Semaphore, C::BoundedSemaphore, C::Lock, C::Condition}},
        {u"wait", true, 0, 0, {C::Event, C::Condition, C::Barrier}},
        {u"set", false, 0, 0, {C::Event}},
        {u"clear", false, 0, 0, {C::Event}},
        {u"is_set", false, 0, 0, {C::Event}},
        {u"notify", false, 0, 1, {C::Condition}},
        {u"notify_all", false, 0, 0, {C::Condition}},
        {u"put", true, 1, 1, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"get", true, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"join", true, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"put_nowait", false, 1, 1, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"get_nowait", false, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"task_done", false, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"qsize", false, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"empty", false, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"full", false, 0, 0, {C::Queue, C::PriorityQueue, C::LifoQueue}},
        {u"set_result", false, 1, 1, {C::Future}},
        {u"set_exception", false, 1, 2, {C::Future}},
        {u"done", false, 0, 0, {C::Future}, true},
        {u"result", false, 0, 0, {C::Future}, true},
        {u"exception", false, 0, 0, {C::Future}, true},
        {u"cancelled", false, 0, 0, {C::Future}, true},
        {u"cancel", false, 0, 1, {C::Future}, true},
        {u"reset", false, 0, 0, {C::Barrier}},
        {u"abort", false, 0, 0, {C::Barrier}},
    };
    return words;
}

template <typename Words>
auto find(const Words &words, QStringView name) -> decltype(&*words.begin())
{
    const auto found = std::find_if(words.begin(), words.end(), [name](const auto &word) { return name == word.name; });
    return found == words.end() ? nullptr : &*found;
}

} // namespace

const QStringList &topLevelKeys()
{
    static const QStringList keys{
        QStringLiteral("coroscope"),  QStringLiteral("title"),       QStringLiteral("description"),
        QStringLiteral("tags"),       QStringLiteral("source"),      QStringLiteral("clock"),
        QStringLiteral("seed"),       QStringLiteral("step_cost"),   QStringLiteral("executor"),
        QStringLiteral("params"),     QStringLiteral("objects"),     QStringLiteral("resources"),
        QStringLiteral("coroutines"), QStringLiteral("main"),        QStringLiteral("errors"),
        QStringLiteral("lesson"),     QStringLiteral("permissions"),
    };
    return keys;
}

const QStringList &parameterKeys()
{
    static const QStringList keys{QStringLiteral("value"), QStringLiteral("min"),     QStringLiteral("max"),
                                  QStringLiteral("step"),  QStringLiteral("choices"), QStringLiteral("help")};
    return keys;
}

const QStringList &returnConditions()
{
    static const QStringList words{QStringLiteral("ALL_COMPLETED"), QStringLiteral("FIRST_COMPLETED"),
                                   QStringLiteral("FIRST_EXCEPTION")};
    return words;
}

const std::vector<VerbWords> &verbWords()
{
    static const std::vector<VerbWords> words{
        {Verb::Sleep, u"sleep", {}, false, true},
        {Verb::Block, u"block", {}},
        {Verb::Log, u"log", {}},
        {Verb::Let, u"let", {}},
        {Verb::Return, u"return", {}, true},
        {Verb::Raise, u"raise", {}, true},
        {Verb::If, u"if", {u"then", u"else"}},
        {Verb::While, u"while", {u"do"}},
        {Verb::For, u"for", {u"do"}},
        {Verb::Break, u"break", {}, true},
        {Verb::Continue, u"continue", {}, true},
        {Verb::Pass, u"pass", {}, true},
        {Verb::Try, u"try", {u"except", u"else", u"finally"}},
        {Verb::Await, u"await", {u"as"}},
        {Verb::Call, u"call", {u"as"}},
        {Verb::CreateTask, u"create_task", {u"as", u"name", u"in", u"for"}},
        {Verb::Cancel, u"cancel", {u"message"}},
        {Verb::Gather, u"gather", {u"for", u"return_exceptions", u"as"}, false, true},
        {Verb::Wait, u"wait", {u"for", u"return_when", u"timeout", u"as"}},
        {Verb::WaitFor, u"wait_for", {u"timeout", u"as"}, false, true},
        {Verb::Timeout, u"timeout", {u"do"}},
        {Verb::Shield, u"shield", {u"as"}, false, true},
        {Verb::AsCompleted, u"as_completed", {u"for", u"timeout", u"as", u"do"}},
        {Verb::TaskGroup, u"task_group", {u"do"}},
        {Verb::With, u"with", {u"as", u"do"}},
        {Verb::AsyncFor, u"async_for", {u"do"}},
        {Verb::Yield, u"yield", {}, true},
        {Verb::ToThread, u"to_thread", {u"in", u"as"}, false, true},
    };
    return words;
}

const VerbWords *findVerb(QStringView name) { return find(verbWords(), name); }

const VerbWords &wordsOf(Verb verb)
{
    const auto &words = verbWords();
    return *std::find_if(words.begin(), words.end(), [verb](const VerbWords &word) { return word.verb == verb; });
}

const QStringList &laterVerbs()
{
    static const QStringList words{QStringLiteral("http"), QStringLiteral("read_file"), QStringLiteral("write_file"),
                                   QStringLiteral("sql"), QStringLiteral("process")};
    return words;
}

const MethodWords *findMethod(Constructor object, QStringView name)
{
    for (const MethodWords &method : methods()) {
        if (name == method.name && std::find(method.of.begin(), method.of.end(), object) != method.of.end())
            return &method;
    }
    return nullptr;
}

std::optional<MethodWords> findMethod(QStringView name)
{
    std::optional<MethodWords> loosest;
    for (const MethodWords &method : methods()) {
        if (name != method.name)
            continue;
        if (!loosest)
            loosest = method;
        loosest->fewest = std::min(loosest->fewest, method.fewest);
        loosest->most = std::max(loosest->most, method.most);
    }
    return loosest;
}

QStringList methodNames(Constructor object)
{
    QStringList names;
    for (const MethodWords &method : methods()) {
        if (std::find(method.of.begin(), method.of.end(), object) != method.of.end())
            names.append(QString::fromUtf16(method.name));
    }
    return names;
}

QStringList methodNames()
{
    QStringList names;
    for (const MethodWords &method : methods())
        names.append(QString::fromUtf16(method.name));
    return names;
}

bool isValueMethod(QStringView name)
{
    static const std::vector<QStringView> names{
        u"at",        u"concat",   u"endsWith",    u"every",    u"fill",    u"filter",  u"find",        u"findIndex",
        u"flat",      u"flatMap",  u"forEach",     u"includes", u"indexOf", u"join",    u"lastIndexOf", u"map",
        u"padEnd",    u"padStart", u"pop",         u"push",     u"reduce",  u"repeat",  u"replace",     u"replaceAll",
        u"reverse",   u"shift",    u"slice",       u"some",     u"sort",    u"splice",  u"split",       u"startsWith",
        u"substring", u"toFixed",  u"toLowerCase", u"toString", u"trim",    u"unshift", u"toUpperCase",
    };
    return std::find(names.begin(), names.end(), name) != names.end();
}

const std::vector<ConstructorWords> &constructorWords()
{
    constexpr double any = -std::numeric_limits<double>::infinity();
    static const std::vector<ConstructorWords> words{
        {C::Semaphore, u"Semaphore", 0, 1, 0, true, u"a semaphore"},
        {C::BoundedSemaphore, u"BoundedSemaphore", 0, 1, 0, true, u"a semaphore"},
        {C::Lock, u"Lock", 0, 0, any, true, u"a lock"},
        {C::Event, u"Event", 0, 0, any, false, u"an event"},
        {C::Condition, u"Condition", 0, 0, any, true, u"a condition"},
        {C::Queue, u"Queue", 0, 1, any, false, u"a queue"},
        {C::PriorityQueue, u"PriorityQueue", 0, 1, any, false, u"a queue"},
        {C::LifoQueue, u"LifoQueue", 0, 1, any, false, u"a queue"},
        {C::Barrier, u"Barrier", 1, 1, 1, true, u"a barrier"},
        {C::Future, u"Future", 0, 0, any, false, u"a future"},
        {C::ThreadPool, u"ThreadPool", 1, 1, 1, false, u"a thread pool"},
    };
    return words;
}

const ConstructorWords *findConstructor(QStringView name) { return find(constructorWords(), name); }

const ConstructorWords &wordsOf(Constructor constructor)
{
    const auto &words = constructorWords();
    return *std::find_if(words.begin(), words.end(),
                         [constructor](const ConstructorWords &word) { return word.constructor == constructor; });
}

bool isReservedWord(QStringView name)
{
    static const QSet<QString> words = [] {
        const QString list =
            QStringLiteral("await break case catch class const continue debugger default delete do else enum export "
                           "extends false finally for function if import in instanceof let new null return super "
                           "switch this throw true try typeof undefined var void while with yield");
        const QStringList split = list.split(u' ');
        return QSet<QString>(split.begin(), split.end());
    }();
    return words.contains(name.toString());
}

bool isIdentifier(QStringView name)
{
    if (name.isEmpty() || name.front().isDigit())
        return false;
    return std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetter() || c.isDigit() || c == u'_'; });
}

} // namespace coroscope
