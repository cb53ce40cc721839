// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/libraryprogram.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QSize>
#include <QThread>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace coroscope
{

class ScenarioRun;

/// How a picture of a program is to look.
struct LibraryLook {
    ThemeKind theme = ThemeKind::Dark;
    QSize pixels;
    double ratio = 1; ///< pixels of the picture for one of the window

    bool operator==(const LibraryLook &) const = default;
};

/// What all windows know of the library: reads its files, runs its programs in virtual time and draws them, in one
/// thread of low priority, each thing once and only when somebody asks for it. Lives as long as a window does.
class LibraryShelf : public QObject
{
    Q_OBJECT

public:
    /// Those of one program in the size of a stamp need no more: it shows what a program did until then.
    static constexpr std::int64_t mostEvents = 300'000;
    static constexpr std::int64_t mostTasks = 20'000;
    static constexpr std::int64_t mostOperations = 2'000'000; ///< of a step
    static constexpr int mostMilliseconds = 2'000;

    /// Of the whole program; to be called in its main thread.
    static std::shared_ptr<LibraryShelf> shared();
    ~LibraryShelf() override;

    /// Reads what the programs tell of themselves; programsRead() follows unless that is done already.
    void read();
    /// In the order of libraryEntries(); none as long as they were not read.
    const QList<LibraryProgram> &programs() const { return m_programs; }

    /// A null image as long as it was not drawn.
    QImage picture(const QString &name, const LibraryLook &look) const;
    /// Runs and draws a program; pictureDrawn() follows unless that is done already. What was wanted last comes first.
    void draw(const QString &name, const LibraryLook &look);

Q_SIGNALS:
    void programsRead();
    void pictureDrawn(const QString &name);

private:
    struct Wish {
        QString name; ///< empty: all programs are to be read
        LibraryLook look;

        bool operator==(const Wish &) const = default;
    };

    LibraryShelf() = default;
    static QString keyOf(const QString &name, const LibraryLook &look);
    void wish(Wish wish);
    void work();
    void readAll();
    QImage drawn(const QString &path, const LibraryLook &look);

    QList<LibraryProgram> m_programs;
    QHash<QString, QImage> m_pictures;
    QSet<QString> m_underWay; ///< pictures that will come
    bool m_isRead = false;
    std::unique_ptr<QThread> m_thread;
    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wakes;
    std::vector<Wish> m_wishes; ///< the last one comes first
    ScenarioRun *m_run = nullptr;
    bool m_isOver = false;
};

} // namespace coroscope
