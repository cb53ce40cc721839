// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "resources/library.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace coroscope
{

/// What a program of the library tells of itself.
struct LibraryProgram {
    LibraryEntry entry;
    QString title; ///< its name, as long as its file was not read
    QString description;
    QStringList tags;
    QString source; ///< which kind of program it mirrors
};

/// Reads the file of one; takes about a millisecond.
LibraryProgram readLibraryProgram(const LibraryEntry &entry);

/// The title of a topic, for people; `id` itself if there is no such topic.
QString topicTitle(const QString &id);

/// The text of the program `library:NAME`; a fault that tells the nearest names if there is none.
Result<QByteArray> libraryText(const QString &name);

/// Programs that have all the words of a text, whole or in part, somewhere in name, title, topic, tags or description.
/// Without a word it is all of them.
class LibrarySearch
{
public:
    LibrarySearch() = default;
    explicit LibrarySearch(const QString &text) : m_words(text.simplified().split(u' ', Qt::SkipEmptyParts)) {}

    bool isEmpty() const { return m_words.isEmpty(); }
    bool fits(const LibraryProgram &program) const;

private:
    QStringList m_words;
};

} // namespace coroscope
