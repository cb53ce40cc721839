// SPDX-License-Identifier: MIT
#include "core/scenario/value.h"

#include "core/scenario/errortypes.h"

#include <QtNumeric>

#include <cmath>
#include <cstring>
#include <new>

namespace coroscope
{

using namespace Qt::StringLiterals;

// --- Life and death ---

void SharedObject::destroy(SharedObject *object)
{
    switch (object->m_kind) {
    case ValueKind::String: {
        auto *string = static_cast<StringObject *>(object);
        valueMemory() -= static_cast<std::int64_t>(sizeof(StringObject)) + 2 * string->length();
        string->~StringObject();
        ::operator delete(string);
        break;
    }
    case ValueKind::List:
        delete static_cast<ListObject *>(object);
        break;
    case ValueKind::Map:
        delete static_cast<MapObject *>(object);
        break;
    case ValueKind::Error:
        delete static_cast<ErrorObject *>(object);
        break;
    case ValueKind::Function:
        delete static_cast<FunctionObject *>(object);
        break;
    case ValueKind::Handle:
        delete static_cast<Handle *>(object);
        break;
    case ValueKind::Unset:
    case ValueKind::Null:
    case ValueKind::Bool:
    case ValueKind::Number:
        Q_UNREACHABLE();
    }
}

void SharedObject::dispose(SharedObject *object)
{
    // A list of a list of a list … would recurse once a level, so what dies while something else is being freed waits
    // for its turn. A pointer is all that is kept between calls: it needs no destructor when the thread ends.
    thread_local std::vector<SharedObject *> *waiting = nullptr;
    if (object->m_kind == ValueKind::String) {
        destroy(object);
    } else if (waiting) {
        waiting->push_back(object);
    } else {
        std::vector<SharedObject *> dying;
        waiting = &dying;
        destroy(object);
        while (!dying.empty()) {
            SharedObject *next = dying.back();
            dying.pop_back();
            destroy(next);
        }
        waiting = nullptr;
    }
}

ListObject::~ListObject()
{
    valueMemory() -= static_cast<std::int64_t>(sizeof(ListObject));
    if (m_link) {
        *m_link = m_next;
        if (m_next)
            m_next->m_link = m_link;
    }
}

StringObject *StringObject::create(qsizetype length)
{
    const std::size_t size = sizeof(StringObject) + 2 * static_cast<std::size_t>(length);
    auto *object = new (::operator new(size)) StringObject(length);
    valueMemory() += static_cast<std::int64_t>(size);
    return object;
}

Value Value::string(QStringView text)
{
    StringObject *object = StringObject::create(text.size());
    if (!text.isEmpty())
        std::memcpy(object->data(), text.utf16(), 2 * static_cast<std::size_t>(text.size()));
    return Value::object(object);
}

Value Value::list(Items items) { return object(new ListObject(std::move(items))); }
Value Value::map() { return object(new MapObject); }
Value Value::error(const ErrorType *type, const QString &message) { return object(new ErrorObject(type, message)); }

// --- Maps ---

namespace
{
// A few keys are found faster one by one.
constexpr std::size_t indexedFrom = 16;
} // namespace

const Value *MapObject::find(QStringView key) const
{
    if (!m_index.isEmpty()) {
        const auto found = m_index.constFind(key);
        return found == m_index.cend() ? nullptr : &m_entries[*found].value;
    }
    for (const Entry &entry : m_entries) {
        if (entry.key.asString() == key)
            return &entry.value;
    }
    return nullptr;
}

void MapObject::set(const Value &key, Value value)
{
    if (const Value *found = find(key.asString())) {
        *const_cast<Value *>(found) = std::move(value);
        return;
    }
    m_entries.push_back({key, std::move(value)});
    if (!m_index.isEmpty()) {
        m_index.insert(key.asString(), static_cast<std::uint32_t>(m_entries.size() - 1));
    } else if (m_entries.size() > indexedFrom) {
        std::uint32_t position = 0;
        for (const Entry &entry : m_entries)
            m_index.insert(entry.key.asString(), position++);
    }
}

void MapObject::clear()
{
    // The entries die last: the index looks into their keys.
    Entries dying = std::move(m_entries);
    m_entries.clear();
    m_index.clear();
}

// --- Handles ---

CallOutcome Handle::callMethod(QStringView, std::span<const Value>, Value &) { return CallOutcome::Unknown; }
CallOutcome Handle::call(std::span<const Value>, Value &) { return CallOutcome::Unknown; }

// --- Truth and identity ---

bool Value::truthy() const
{
    switch (m_kind) {
    case ValueKind::Unset:
    case ValueKind::Null:
        return false;
    case ValueKind::Bool:
        return asBool();
    case ValueKind::Number:
        return asNumber() != 0 && !std::isnan(asNumber());
    case ValueKind::String:
        return !asString().isEmpty();
    default:
        return true;
    }
}

bool Value::strictlyEquals(const Value &other) const
{
    if (isNull() || other.isNull())
        return isNull() == other.isNull();
    if (m_kind != other.m_kind)
        return false;
    switch (m_kind) {
    case ValueKind::Bool:
        return asBool() == other.asBool();
    case ValueKind::Number:
        return asNumber() == other.asNumber();
    case ValueKind::String:
        return m_data.object == other.m_data.object || asString() == other.asString();
    default:
        return m_data.object == other.m_data.object;
    }
}

} // namespace coroscope
