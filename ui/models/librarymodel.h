// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/libraryprogram.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QImage>
#include <QList>

namespace coroscope
{

/// The programs of the library under their topics.
///
/// It is there at once with the names of the files; what they tell of themselves and their pictures come later, from
/// whoever reads and draws them.
class LibraryModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole, ///< of a program; empty for a topic
        DescriptionRole,
        PictureRole, ///< a QImage; a null one, and pictureNeeded(), as long as there is none
        CountRole,   ///< how many programs a topic has
    };

    explicit LibraryModel(QObject *parent = nullptr);

    /// What was read of all of them, in the order of libraryEntries().
    void setPrograms(const QList<LibraryProgram> &programs);
    void setPicture(const QString &name, const QImage &picture);
    /// Other ones are needed, in other colours or another size.
    void forgetPictures();

    /// Null for a topic, and where there is none.
    const LibraryProgram *program(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &name) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Somebody looks at a program whose picture is not there.
    void pictureNeeded(const QString &name) const;

private:
    struct Topic {
        QString title;
        qsizetype first = 0; ///< in m_programs
        int count = 0;
    };
    static constexpr quintptr isTopic = 0; ///< id of an index; of a program it is the place of its topic, from 1

    QVariant topicData(const Topic &topic, int role) const;

    QList<Topic> m_topics;
    QList<LibraryProgram> m_programs;
    QHash<QString, QImage> m_pictures;
};

} // namespace coroscope
