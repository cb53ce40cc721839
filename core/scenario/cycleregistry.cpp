// SPDX-License-Identifier: MIT
#include "core/scenario/cycleregistry.h"

#include <unordered_map>
#include <unordered_set>

namespace coroscope
{

namespace
{

template <typename Visit>
void forEachChild(SharedObject *object, Visit visit)
{
    const auto visitValue = [&](const Value &value) {
        if (value.kind() >= ValueKind::List && !value.isHandle())
            visit(value.sharedObject());
    };
    switch (object->kind()) {
    case ValueKind::List:
        for (const Value &item : static_cast<ListObject *>(object)->items)
            visitValue(item);
        break;
    case ValueKind::Map:
        for (const MapObject::Entry &entry : static_cast<MapObject *>(object)->entries())
            visitValue(entry.value);
        break;
    case ValueKind::Function:
        for (const Value &captured : static_cast<FunctionObject *>(object)->captures())
            visitValue(captured);
        break;
    case ValueKind::Error: {
        auto *error = static_cast<ErrorObject *>(object);
        for (const Value &member : error->members)
            visitValue(member);
        if (error->context)
            visit(error->context.get());
        if (error->cause)
            visit(error->cause.get());
        break;
    }
    default:
        break;
    }
}

} // namespace

CycleRegistry::~CycleRegistry()
{
    collect();
    // What is left is held from outside and outlives this registry.
    while (m_first) {
        ListObject *list = m_first;
        m_first = list->m_next;
        list->m_next = nullptr;
        list->m_link = nullptr;
    }
}

void CycleRegistry::link(ListObject &list)
{
    list.m_next = m_first;
    list.m_link = &m_first;
    if (m_first)
        m_first->m_link = &list.m_next;
    m_first = &list;
}

void CycleRegistry::clear()
{
    // They are held until all are empty.
    std::vector<Value> lists;
    for (ListObject *list = m_first; list; list = list->m_next)
        lists.push_back(Value::object(list));
    for (const Value &list : lists) {
        const Value::Items items = std::move(list.items());
        list.items().clear();
    }
}

void CycleRegistry::collect()
{
    // How many of its references each object has from within what the registered lists reach. One that has more is
    // held from outside, and so is all that it reaches.
    std::unordered_map<SharedObject *, std::uint32_t> inner;
    std::vector<SharedObject *> toVisit;
    for (ListObject *list = m_first; list; list = list->m_next) {
        inner.emplace(list, 0);
        toVisit.push_back(list);
    }
    while (!toVisit.empty()) {
        SharedObject *object = toVisit.back();
        toVisit.pop_back();
        forEachChild(object, [&](SharedObject *child) {
            const auto [entry, isNew] = inner.emplace(child, 0);
            ++entry->second;
            if (isNew)
                toVisit.push_back(child);
        });
    }
    std::unordered_set<SharedObject *> alive;
    for (const auto &[object, count] : inner) {
        if (object->references() > count && alive.insert(object).second)
            toVisit.push_back(object);
    }
    while (!toVisit.empty()) {
        SharedObject *object = toVisit.back();
        toVisit.pop_back();
        forEachChild(object, [&](SharedObject *child) {
            if (alive.insert(child).second)
                toVisit.push_back(child);
        });
    }
    // Every cycle goes through a list, so to empty those is enough. They are held until all are empty.
    std::vector<Value> dead;
    for (const auto &[object, count] : inner) {
        if (object->kind() == ValueKind::List && !alive.contains(object))
            dead.push_back(Value::object(object));
    }
    for (const Value &list : dead) {
        Value::Items items = std::move(list.items());
        list.items().clear();
    }
}

} // namespace coroscope
