// SPDX-License-Identifier: MIT
#include "core/scenario/value.h"

namespace coroscope
{

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

} // namespace coroscope
