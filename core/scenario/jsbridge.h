// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/value.h"

#include <QStringView>

#include <memory>
#include <optional>
#include <span>

QT_BEGIN_NAMESPACE
class QJSEngine;
QT_END_NAMESPACE

namespace coroscope
{

/// The methods of texts and numbers that nobody calls often enough to write them again: Qt's JavaScript engine, made
/// when first needed, runs them.
///
/// Only texts, numbers, booleans and null go in and come out, and only methods of a fixed list are called. No code of a
/// scenario ever runs in the engine, so nothing in it needs to be guarded, and nothing can take long.
class JsBridge
{
public:
    JsBridge();
    ~JsBridge();
    JsBridge(const JsBridge &) = delete;
    JsBridge &operator=(const JsBridge &) = delete;

    /// Whether the method of that name of a text or a number is run here.
    static bool has(const Value &self, QStringView method);

    struct Outcome {
        Value value;
        QString errorName; ///< TypeError, RangeError …; empty: it went well
        QString message;
    };
    Outcome call(const Value &self, QStringView method, std::span<const Value> arguments);

private:
    std::unique_ptr<QJSEngine> m_engine;
};

} // namespace coroscope
