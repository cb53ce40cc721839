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

// --- Text ---

namespace
{

/// Writes the text of a value without recursion, so that no depth of lists is too much for it.
class TextWriter
{
public:
    explicit TextWriter(QString &out) : m_out(out), m_start(out.size()) {}

    void write(const Value &value)
    {
        writeOne(value);
        while (!m_open.empty() && !isFull())
            goOn();
        if (isFull()) {
            m_out.truncate(m_start + maximumTextLength);
            m_out += u'…';
        }
    }

private:
    struct Open {
        const SharedObject *object;
        std::size_t next;
    };

    bool isFull() const { return m_out.size() - m_start > maximumTextLength; }

    bool isOpen(const SharedObject *object) const
    {
        // Searched from the inside; a chain this deep is cut by the length of its brackets soon.
        for (auto open = m_open.rbegin(); open != m_open.rend(); ++open) {
            if (open->object == object)
                return true;
        }
        return false;
    }

    void writeOne(const Value &value)
    {
        switch (value.kind()) {
        case ValueKind::Unset:
        case ValueKind::Null:
            m_out += u"null";
            break;
        case ValueKind::Bool:
            m_out += value.asBool() ? u"true" : u"false";
            break;
        case ValueKind::Number:
            appendNumber(m_out, value.asNumber());
            break;
        case ValueKind::String:
            m_out += value.asString();
            break;
        case ValueKind::Error:
            m_out += value.asError().message;
            break;
        case ValueKind::Handle:
            m_out += value.asHandle().name();
            break;
        case ValueKind::Function:
            m_out += value.asFunction().name();
            break;
        case ValueKind::List:
        case ValueKind::Map: {
            const bool isList = value.isList();
            if (m_open.size() >= maximumDepth || isOpen(value.sharedObject())) {
                m_out += isList ? u"[...]" : u"{...}";
            } else {
                m_out += isList ? u'[' : u'{';
                m_open.push_back({value.sharedObject(), 0});
            }
            break;
        }
        }
    }

    void goOn()
    {
        Open &open = m_open.back();
        const bool isList = open.object->kind() == ValueKind::List;
        const auto *list = isList ? static_cast<const ListObject *>(open.object) : nullptr;
        const auto *map = isList ? nullptr : static_cast<const MapObject *>(open.object);
        const std::size_t size = isList ? list->items.size() : map->entries().size();
        if (open.next >= size) {
            m_out += isList ? u']' : u'}';
            m_open.pop_back();
            return;
        }
        const std::size_t index = open.next++;
        if (index > 0)
            m_out += u", ";
        if (isList) {
            writeOne(list->items[index]);
        } else {
            m_out += map->entries()[index].key.asString();
            m_out += u": ";
            writeOne(map->entries()[index].value);
        }
    }

    // Deeper ones are not read by anybody, and each level is looked at for each list within it.
    static constexpr std::size_t maximumDepth = 200;

    QString &m_out;
    const qsizetype m_start;
    std::vector<Open> m_open;
};

} // namespace

void Value::appendText(QString &out) const
{
    if (isString())
        out += asString();
    else if (isNumber())
        appendNumber(out, asNumber());
    else
        TextWriter(out).write(*this);
}

QString Value::text() const
{
    QString result;
    appendText(result);
    return result;
}

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

// --- Comparing ---

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

namespace
{

constexpr int maximumCompareDepth = 500;
// Lists that hold the same list over and over have more paths than can be walked.
constexpr int maximumCompareSteps = 50'000'000;

bool isNumeric(const Value &value) { return value.isNumber() || value.isBool(); }
double numeric(const Value &value) { return value.isBool() ? (value.asBool() ? 1.0 : 0.0) : value.asNumber(); }

// By code point, as Python does: a surrogate stands for something behind all other units.
ValueOrder compareTexts(QStringView left, QStringView right)
{
    const qsizetype common = std::min(left.size(), right.size());
    for (qsizetype i = 0; i < common; ++i) {
        const char16_t a = left[i].unicode();
        const char16_t b = right[i].unicode();
        if (a == b)
            continue;
        const bool aIsPair = QChar::isSurrogate(a);
        const bool bIsPair = QChar::isSurrogate(b);
        const bool less = aIsPair == bIsPair ? a < b : bIsPair;
        return less ? ValueOrder::Less : ValueOrder::Greater;
    }
    return left.size() < right.size()   ? ValueOrder::Less
           : left.size() > right.size() ? ValueOrder::Greater
                                        : ValueOrder::Equal;
}

// Python's ==, which tells where two lists first differ.
bool sameValue(const Value &left, const Value &right, int depth, int &steps)
{
    if (isNumeric(left) && isNumeric(right))
        return numeric(left) == numeric(right);
    if (left.isList() && right.isList() && left.sharedObject() != right.sharedObject()) {
        const Value::Items &a = left.items();
        const Value::Items &b = right.items();
        if (a.size() != b.size() || depth > maximumCompareDepth || ++steps > maximumCompareSteps)
            return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!sameValue(a[i], b[i], depth + 1, steps))
                return false;
        }
        return true;
    }
    return left.strictlyEquals(right);
}

ValueOrder compare(const Value &left, const Value &right, int depth, int &steps)
{
    if (isNumeric(left) && isNumeric(right)) {
        const double a = numeric(left);
        const double b = numeric(right);
        return a < b    ? ValueOrder::Less
               : a > b  ? ValueOrder::Greater
               : a == b ? ValueOrder::Equal
                        : ValueOrder::Unordered;
    }
    if (left.isString() && right.isString())
        return compareTexts(left.asString(), right.asString());
    if (!left.isList() || !right.isList() || depth > maximumCompareDepth)
        return ValueOrder::NotComparable;
    const Value::Items &a = left.items();
    const Value::Items &b = right.items();
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (!sameValue(a[i], b[i], depth + 1, steps))
            return compare(a[i], b[i], depth + 1, steps);
    }
    return a.size() < b.size() ? ValueOrder::Less : a.size() > b.size() ? ValueOrder::Greater : ValueOrder::Equal;
}

} // namespace

QString pythonTypeName(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Unset:
    case ValueKind::Null:
        return u"NoneType"_s;
    case ValueKind::Bool:
        return u"bool"_s;
    case ValueKind::Number:
        return std::trunc(value.asNumber()) == value.asNumber() ? u"int"_s : u"float"_s;
    case ValueKind::String:
        return u"str"_s;
    case ValueKind::List:
        return u"list"_s;
    case ValueKind::Map:
        return u"dict"_s;
    case ValueKind::Error:
        return value.asError().type->name;
    case ValueKind::Function:
        return u"function"_s;
    case ValueKind::Handle:
        return value.asHandle().handleKind();
    }
    Q_UNREACHABLE();
}

ValueOrder compareValues(const Value &left, const Value &right)
{
    int steps = 0;
    return compare(left, right, 0, steps);
}

std::optional<bool> lessThan(const Value &left, const Value &right)
{
    const ValueOrder order = compareValues(left, right);
    if (order == ValueOrder::NotComparable)
        return {};
    return order == ValueOrder::Less;
}

QString notComparableMessage(const Value &left, const Value &right)
{
    // Of two lists it is the items where they differ that cannot be compared.
    const Value *a = &left;
    const Value *b = &right;
    int steps = 0;
    for (int depth = 0; a->isList() && b->isList() && depth <= maximumCompareDepth; ++depth) {
        const Value::Items &as = a->items();
        const Value::Items &bs = b->items();
        std::size_t i = 0;
        while (i < as.size() && i < bs.size() && sameValue(as[i], bs[i], depth, steps))
            ++i;
        if (i >= as.size() || i >= bs.size())
            break;
        a = &as[i];
        b = &bs[i];
    }
    return u"'<' not supported between instances of '%1' and '%2'"_s.arg(pythonTypeName(*a), pythonTypeName(*b));
}

} // namespace coroscope
