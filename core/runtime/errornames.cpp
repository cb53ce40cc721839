// SPDX-License-Identifier: MIT
#include "core/runtime/errornames.h"

#include "core/runtime/errors.h"

#include <cxxabi.h>
#include <typeinfo>

#include <cstdlib>
#include <memory>

namespace coroscope::async
{
namespace
{

std::string className(const std::type_info &type)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> demangled(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    const std::string full = demangled ? demangled.get() : type.name();
    const std::size_t arguments = full.find('<');
    const std::size_t scope = full.rfind("::", arguments);
    return scope == std::string::npos ? full : full.substr(scope + 2);
}

} // namespace

bool isCancellation(const std::exception_ptr &error)
{
    return error && *error.__cxa_exception_type() == typeid(Cancelled);
}

QString messageOfCancelled(const std::exception_ptr &error)
{
    // The ABI gives the type of a stored exception but not the object; catching it is the only way.
    if (!Cancelled::anyMessage())
        return {};
    try {
        std::rethrow_exception(error);
    } catch (const Cancelled &cancelled) {
        return cancelled.message();
    } catch (...) {
        return {};
    }
}

ErrorText errorText(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Cancelled &cancelled) {
        return {"CancelledError", cancelled.message().toStdString()};
    } catch (const NamedError &named) {
        return {named.name(), named.what()};
    } catch (const std::exception &exception) {
        return {className(typeid(exception)), exception.what()};
    } catch (...) {
        return {className(*error.__cxa_exception_type()), {}};
    }
}

} // namespace coroscope::async
