// SPDX-License-Identifier: MIT
#include "core/scenario/errortypes.h"

#include <array>

namespace coroscope
{

namespace
{

/// In the order of BuiltinError.
class BuiltinTable
{
public:
    BuiltinTable()
    {
        using E = BuiltinError;
        root(E::BaseException, u"BaseException");
        add(E::Exception, u"Exception", E::BaseException);
        add(E::CancelledError, u"CancelledError", E::BaseException);
        add(E::GeneratorExit, u"GeneratorExit", E::BaseException, false);
        add(E::ValueError, u"ValueError", E::Exception);
        add(E::TypeError, u"TypeError", E::Exception);
        add(E::LookupError, u"LookupError", E::Exception);
        add(E::KeyError, u"KeyError", E::LookupError);
        add(E::IndexError, u"IndexError", E::LookupError);
        add(E::RuntimeError, u"RuntimeError", E::Exception);
        add(E::ArithmeticError, u"ArithmeticError", E::Exception);
        add(E::ZeroDivisionError, u"ZeroDivisionError", E::ArithmeticError);
        add(E::OSError, u"OSError", E::Exception);
        add(E::TimeoutError, u"TimeoutError", E::OSError);
        add(E::ConnectionError, u"ConnectionError", E::OSError);
        add(E::ConnectionResetError, u"ConnectionResetError", E::ConnectionError);
        add(E::ConnectionRefusedError, u"ConnectionRefusedError", E::ConnectionError);
        add(E::PermissionError, u"PermissionError", E::OSError);
        add(E::FileNotFoundError, u"FileNotFoundError", E::OSError);
        add(E::StopAsyncIteration, u"StopAsyncIteration", E::Exception);
        add(E::BaseExceptionGroup, u"BaseExceptionGroup", E::BaseException);
        add(E::ExceptionGroup, u"ExceptionGroup", E::Exception);
        at(E::ExceptionGroup).alsoBase = &at(E::BaseExceptionGroup);
        add(E::InvalidStateError, u"InvalidStateError", E::Exception);
        add(E::QueueEmpty, u"QueueEmpty", E::Exception);
        add(E::QueueFull, u"QueueFull", E::Exception);
        add(E::BrokenBarrierError, u"BrokenBarrierError", E::RuntimeError);
        add(E::NameError, u"NameError", E::Exception, false);
        add(E::UnboundLocalError, u"UnboundLocalError", E::NameError, false);
    }

    const std::array<ErrorType, builtinErrorCount> &types() const { return m_types; }

private:
    ErrorType &at(BuiltinError error) { return m_types[static_cast<std::size_t>(error)]; }
    void root(BuiltinError error, QStringView name) { at(error).name = name.toString(); }
    void add(BuiltinError error, QStringView name, BuiltinError base, bool listed = true)
    {
        at(error) = ErrorType{name.toString(), &at(base), nullptr, listed};
    }

    std::array<ErrorType, builtinErrorCount> m_types;
};

const std::array<ErrorType, builtinErrorCount> &builtinTypes()
{
    static const BuiltinTable table;
    return table.types();
}

} // namespace

const ErrorType *errorType(BuiltinError error) { return &builtinTypes()[static_cast<std::size_t>(error)]; }

const ErrorType *ErrorTypes::add(const QString &name, const QString &base)
{
    const ErrorType *baseType = find(base);
    if (!baseType || find(name))
        return nullptr;
    const ErrorType *type = &m_own.emplace_back(ErrorType{name, baseType, nullptr, true});
    m_ownByName.insert(name, type);
    return type;
}

const ErrorType *ErrorTypes::find(QStringView name) const
{
    for (const ErrorType &type : builtinTypes()) {
        if (type.name == name)
            return &type;
    }
    return m_own.empty() ? nullptr : m_ownByName.value(name.toString());
}

bool ErrorTypes::isSubtype(QStringView type, QStringView base) const
{
    const ErrorType *found = find(type);
    return found && found->isA(find(base));
}

QStringList ErrorTypes::names() const
{
    QStringList result;
    for (const ErrorType &type : builtinTypes()) {
        if (type.listed)
            result.append(type.name);
    }
    for (const ErrorType &type : m_own)
        result.append(type.name);
    return result;
}

} // namespace coroscope
