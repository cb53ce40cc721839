// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace coroscope
{

/// A shelf of the library: a folder of `resources/scenarios`.
struct LibraryTopic {
    QString id;    ///< of the folder: `first-steps`
    QString title; ///< for people, not translated
};

/// A program of the library.
struct LibraryEntry {
    QString name;  ///< the file without its ending: `semaphore-30`; no two are the same
    QString topic; ///< LibraryTopic::id
    QString path;  ///< `:/scenarios/limits/semaphore-30.coro.yaml`
};

/// The topics, from first steps to mistakes.
const QList<LibraryTopic> &libraryTopics();

/// The scenarios that the program carries with it, by topic and in it in the order in which they teach.
const QList<LibraryEntry> &libraryEntries();

/// Their paths, in the same order.
QStringList builtinScenarios();

/// Whether this names a program of the library in place of a file: `library:semaphore-30`.
bool isLibraryName(QStringView name);

/// What names the program `name` in place of a file: `library:name`.
QString libraryName(QStringView name);

/// The path of the scenario `name`, or of `library:name`; nothing if there is none.
std::optional<QString> libraryPath(QStringView name);

/// The JSON schema of scenario files, for editors.
QString scenarioSchema();

} // namespace coroscope
