// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace coroscope
{

/// The text of one scenario, where it is kept, and whether it was changed since.
///
/// The text is what stands in the file, line ends included; only a byte order mark is left out of it, and written
/// again. Nothing is lost: a file is replaced as a whole or not at all, and what others write into it is noticed.
class ScenarioDocument : public QObject
{
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject *parent = nullptr);

    /// Takes the text of a file; a fault if it is none, and then all stays as it was.
    std::optional<Fault> load(const QString &path);
    /// Takes a text that is in no file yet; `name` is shown for it, and offered where it is saved.
    void begin(const QString &text, const QString &name);
    /// Forgets all; there is no text then.
    void close();

    /// Whether there is a text, be it empty.
    bool isOpen() const { return m_isOpen; }
    const QString &text() const { return m_text; }
    void setText(const QString &text);
    /// The text in UTF-8, as the checker takes it.
    QByteArray utf8() const { return m_text.toUtf8(); }
    /// Goes up with every other text.
    quint64 revision() const { return m_revision; }
    bool isModified() const { return m_isModified; }

    /// The file; empty if there is none yet.
    const QString &path() const { return m_path; }
    /// The path, or the name that it was begun with: what faults and traces name as the file.
    const QString &name() const { return m_path.isEmpty() ? m_name : m_path; }
    /// Whether save() has a file to write to: what is built in cannot be written.
    bool hasFile() const;

    /// Writes the file, whole or not at all.
    std::optional<Fault> save();
    /// Writes another file, which is the document's from then on.
    std::optional<Fault> saveAs(const QString &path);
    /// Takes the text that the file has now.
    std::optional<Fault> revert();

    /// Looks whether the file holds something else than when it was read or written last, and tells so once for each
    /// change. Runs by itself when the system tells that something happened.
    void checkDisk();

Q_SIGNALS:
    /// text() is another one, by load(), begin(), close(), revert() or setText().
    void textChanged();
    /// text() was taken from elsewhere: whoever edits it begins anew with it.
    void replaced();
    void modifiedChanged();
    /// path() or name() is another one.
    void pathChanged();
    /// Another program has written the file.
    void changedOnDisk();

private:
    void take(const QString &text, bool hasMark);
    void setPath(const QString &path, const QString &name);
    void updateModified();
    void watch();

    QString m_text;
    QString m_savedText;
    QString m_path;
    QString m_name;
    QByteArray m_onDisk; ///< digest of what the file held when it was looked at last
    QFileSystemWatcher m_watcher;
    QTimer m_look;
    quint64 m_revision = 0;
    bool m_hasMark = false;
    bool m_isOpen = false;
    bool m_isModified = false;
};

} // namespace coroscope
