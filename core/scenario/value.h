// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/numbertext.h"
#include "core/scenario/valuememory.h"

#include <QHash>
#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace coroscope
{

struct ErrorType;
class Value;
class ListObject;
class MapObject;
class ErrorObject;
class FunctionObject;
class Handle;

enum class ValueKind : std::uint8_t {
    Unset, ///< a variable that was not assigned yet; reading it in an expression raises UnboundLocalError
    Null,
    Bool,
    Number,
    String, // from here on: shared and counted
    List,
    Map,
    Error,
    Function,
    Handle,
};

/// What the values of the shared kinds point at. Counted without atomics: a value stays in the thread of its run.
class SharedObject
{
public:
    SharedObject(const SharedObject &) = delete;
    SharedObject &operator=(const SharedObject &) = delete;

    ValueKind kind() const { return m_kind; }
    std::uint32_t references() const { return m_references; }
    void retain() { ++m_references; }
    void release()
    {
        if (--m_references == 0)
            dispose(this);
    }

protected:
    explicit SharedObject(ValueKind kind) : m_kind(kind) {}
    ~SharedObject() = default;

private:
    /// Frees it and, without recursion, what dies with it.
    static void dispose(SharedObject *object);
    static void destroy(SharedObject *object);

    std::uint32_t m_references = 0;
    ValueKind m_kind;
};

/// A counted pointer to one kind of shared object.
template <typename T>
class SharedRef
{
public:
    SharedRef() = default;
    explicit SharedRef(T *object) : m_object(object)
    {
        if (m_object)
            m_object->retain();
    }
    SharedRef(const SharedRef &other) : SharedRef(other.m_object) {}
    SharedRef(SharedRef &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    SharedRef &operator=(SharedRef other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~SharedRef()
    {
        if (m_object)
            m_object->release();
    }

    T *get() const { return m_object; }
    T *operator->() const { return m_object; }
    T &operator*() const { return *m_object; }
    explicit operator bool() const { return m_object != nullptr; }
    friend bool operator==(const SharedRef &, const SharedRef &) = default;

private:
    T *m_object = nullptr;
};

/// A text of UTF-16 units, in one block of memory with its header.
class StringObject final : public SharedObject
{
public:
    /// A string of `length` units, to be filled through data() before anybody else sees it.
    static StringObject *create(qsizetype length);

    qsizetype length() const { return m_length; }
    char16_t *data() { return reinterpret_cast<char16_t *>(this + 1); }
    QStringView view() const { return {reinterpret_cast<const char16_t *>(this + 1), m_length}; }

private:
    friend class SharedObject;
    explicit StringObject(qsizetype length) : SharedObject(ValueKind::String), m_length(length) {}
    ~StringObject() = default;

    qsizetype m_length;
};

/// A value of a scenario: 16 bytes, cheap to copy and to move. Lists, maps, errors and handles are shared: a copy is
/// the same list. A default-constructed value is null.
class Value
{
public:
    using Items = std::vector<Value, CountedAllocator<Value>>;

    Value() noexcept : m_kind(ValueKind::Null) {}
    Value(const Value &other) noexcept : m_data(other.m_data), m_kind(other.m_kind)
    {
        if (isShared())
            m_data.object->retain();
    }
    Value(Value &&other) noexcept : m_data(other.m_data), m_kind(std::exchange(other.m_kind, ValueKind::Null)) {}
    Value &operator=(const Value &other) noexcept
    {
        Value copy(other);
        swap(copy);
        return *this;
    }
    Value &operator=(Value &&other) noexcept
    {
        Value moved(std::move(other));
        swap(moved);
        return *this;
    }
    ~Value()
    {
        if (isShared())
            m_data.object->release();
    }
    void swap(Value &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_kind, other.m_kind);
    }

    static Value unset()
    {
        Value value;
        value.m_kind = ValueKind::Unset;
        return value;
    }
    static Value boolean(bool value)
    {
        Value result;
        result.m_kind = ValueKind::Bool;
        result.m_data.boolean = value;
        return result;
    }
    static Value number(double value)
    {
        Value result;
        result.m_kind = ValueKind::Number;
        result.m_data.number = value;
        return result;
    }
    static Value string(QStringView text);
    static Value list(Items items = {});
    static Value map();
    static Value error(const ErrorType *type, const QString &message);
    /// Any shared object as a value.
    static Value object(SharedObject *object)
    {
        Value result;
        result.m_kind = object->kind();
        result.m_data.object = object;
        object->retain();
        return result;
    }
    template <typename T>
    static Value object(const SharedRef<T> &reference)
    {
        return object(static_cast<SharedObject *>(reference.get()));
    }

    ValueKind kind() const { return m_kind; }
    bool isUnset() const { return m_kind == ValueKind::Unset; }
    bool isNull() const { return m_kind <= ValueKind::Null; }
    bool isBool() const { return m_kind == ValueKind::Bool; }
    bool isNumber() const { return m_kind == ValueKind::Number; }
    bool isString() const { return m_kind == ValueKind::String; }
    bool isList() const { return m_kind == ValueKind::List; }
    bool isMap() const { return m_kind == ValueKind::Map; }
    bool isError() const { return m_kind == ValueKind::Error; }
    bool isFunction() const { return m_kind == ValueKind::Function; }
    bool isHandle() const { return m_kind == ValueKind::Handle; }
    bool isShared() const { return m_kind >= ValueKind::String; }

    // Each only for a value of that kind.
    bool asBool() const { return m_data.boolean; }
    double asNumber() const { return m_data.number; }
    QStringView asString() const { return static_cast<const StringObject *>(m_data.object)->view(); }
    inline ListObject &asList() const;
    inline MapObject &asMap() const;
    inline ErrorObject &asError() const;
    inline FunctionObject &asFunction() const;
    inline Handle &asHandle() const;
    SharedObject *sharedObject() const { return m_data.object; }

    /// The items of a list; only for one.
    inline Items &items() const;

    /// What `if:` makes of it: null, false, 0, NaN and the empty text are false.
    bool truthy() const;
    /// The text of a value as the format has it: `null`, `1`, `0.5`, `[a, 2]`, `{a: 1}`, an error's message, a handle's
    /// name. A list inside itself shows as `[...]`; more than maximumTextLength units end in `…`.
    QString text() const;
    /// Appends text() to `out`.
    void appendText(QString &out) const;

    /// JavaScript's ===: shared kinds but strings are the same object. NaN is not equal to itself.
    bool strictlyEquals(const Value &other) const;

private:
    union Data {
        bool boolean;
        double number;
        SharedObject *object;
    };
    Data m_data{.object = nullptr};
    ValueKind m_kind;
};
static_assert(sizeof(Value) == 16);

/// A longer text of a list or map is cut.
inline constexpr qsizetype maximumTextLength = 1 << 20;

/// A list; its items may be changed in place by any holder.
class ListObject final : public SharedObject
{
public:
    explicit ListObject(Value::Items values = {}) : SharedObject(ValueKind::List), items(std::move(values))
    {
        valueMemory() += static_cast<std::int64_t>(sizeof(ListObject));
    }
    ~ListObject();

    Value::Items items;

private:
    friend class CycleRegistry;
    ListObject *m_next = nullptr; ///< in the registry of lists that may be part of a cycle
    ListObject **m_link = nullptr;
};

/// A mapping from text, in the order in which its keys were added.
class MapObject final : public SharedObject
{
public:
    struct Entry {
        Value key; ///< a String
        Value value;
    };
    using Entries = std::vector<Entry, CountedAllocator<Entry>>;

    MapObject() : SharedObject(ValueKind::Map) { valueMemory() += static_cast<std::int64_t>(sizeof(MapObject)); }
    ~MapObject() { valueMemory() -= static_cast<std::int64_t>(sizeof(MapObject)); }

    const Entries &entries() const { return m_entries; }
    /// Null (the pointer) where there is no such key.
    const Value *find(QStringView key) const;
    /// Adds the key or replaces its value.
    void set(const Value &key, Value value);
    void set(QStringView key, Value value) { set(Value::string(key), std::move(value)); }
    void clear();

private:
    Entries m_entries;
    QHash<QStringView, std::uint32_t> m_index; ///< only of a large one; views of the keys
};

/// An error, raised or caught.
class ErrorObject final : public SharedObject
{
public:
    ErrorObject(const ErrorType *errorType, QString errorMessage)
        : SharedObject(ValueKind::Error), type(errorType), message(std::move(errorMessage))
    {
    }
    ~ErrorObject() = default;

    const ErrorType *type;
    QString message;
    std::vector<Value> members;     ///< of an ExceptionGroup: the errors in it
    SharedRef<ErrorObject> context; ///< that was being handled when it was raised
    SharedRef<ErrorObject> cause;
    int line = 0; ///< in the scenario file, from 1; 0: not known
    int column = 0;
    int expressionColumn = 0; ///< from 1, within the expression that raised it; 0: it was none
};

/// How a call of a handle ended.
enum class CallOutcome : std::uint8_t {
    Returned, ///< the result is what it gave
    Raised,   ///< the result is an Error
    Unknown,  ///< there is no such method
};

/// Something of the engine that a program holds: a task, a future, a semaphore, a queue, a coroutine object. The runner
/// implements it.
class Handle : public SharedObject
{
public:
    virtual ~Handle() = default;

    /// Its text, such as `worker(3)`.
    virtual QString name() const = 0;
    /// What it is, for messages: `task`, `queue` …
    virtual QString handleKind() const = 0;
    /// Calls `.method(arguments)`. Must not throw.
    virtual CallOutcome callMethod(QStringView method, std::span<const Value> arguments, Value &result);
    /// Calls the handle itself, as a coroutine's name does.
    virtual CallOutcome call(std::span<const Value> arguments, Value &result);

    /// A number of the runner's own, to tell its handles apart without a cast.
    std::uint16_t tag() const { return m_tag; }

protected:
    explicit Handle(std::uint16_t tag = 0) : SharedObject(ValueKind::Handle), m_tag(tag) {}

private:
    std::uint16_t m_tag;
};

/// Something that can be called in an expression: an arrow function or a built-in one. The evaluator implements it.
class FunctionObject : public SharedObject
{
public:
    virtual ~FunctionObject() = default;
    virtual QString name() const = 0;
    /// What an arrow function took from outside; the cycle collector walks it.
    virtual std::span<Value> captures() { return {}; }

protected:
    FunctionObject() : SharedObject(ValueKind::Function) {}
};

/// What keys of a PriorityQueue, `sorted`, `min` and `max` are compared by: Python's rules. Numbers (true is 1), texts
/// by code point, lists item by item; nothing else has an order.
enum class ValueOrder : std::uint8_t { Less, Equal, Greater, Unordered, NotComparable };
ValueOrder compareValues(const Value &left, const Value &right);
/// Whether left < right; nothing where they have no order, which is a TypeError with notComparableMessage().
std::optional<bool> lessThan(const Value &left, const Value &right);
/// `'<' not supported between instances of 'str' and 'int'`
QString notComparableMessage(const Value &left, const Value &right);
/// What Python calls the type of such a value: int, float, str, NoneType …
QString pythonTypeName(const Value &value);

inline ListObject &Value::asList() const { return *static_cast<ListObject *>(m_data.object); }
inline MapObject &Value::asMap() const { return *static_cast<MapObject *>(m_data.object); }
inline ErrorObject &Value::asError() const { return *static_cast<ErrorObject *>(m_data.object); }
inline FunctionObject &Value::asFunction() const { return *static_cast<FunctionObject *>(m_data.object); }
inline Handle &Value::asHandle() const { return *static_cast<Handle *>(m_data.object); }
inline Value::Items &Value::items() const { return asList().items; }

} // namespace coroscope
