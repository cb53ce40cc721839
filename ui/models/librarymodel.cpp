// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/librarymodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

LibraryModel::LibraryModel(QObject *parent) : QAbstractItemModel(parent)
{
    for (const LibraryEntry &entry : libraryEntries())
        m_programs += {entry, entry.name, {}, {}, {}};
    for (const LibraryTopic &topic : libraryTopics()) {
        const auto isIn = [&topic](const LibraryProgram &program) { return program.entry.topic == topic.id; };
        const auto first = std::ranges::find_if(m_programs, isIn);
        if (first != m_programs.end())
            m_topics +=
                {topic.title, first - m_programs.begin(), static_cast<int>(std::ranges::count_if(m_programs, isIn))};
    }
}

void LibraryModel::setPrograms(const QList<LibraryProgram> &programs)
{
    Q_ASSERT(programs.size() == m_programs.size());
    m_programs = programs;
    for (int topic = 0; topic < rowCount(); ++topic) {
        const QModelIndex parent = index(topic, 0);
        Q_EMIT dataChanged(index(0, 0, parent), index(rowCount(parent) - 1, 0, parent));
    }
}

void LibraryModel::setPicture(const QString &name, const QImage &picture)
{
    m_pictures.insert(name, picture);
    if (const QModelIndex index = indexOf(name); index.isValid())
        Q_EMIT dataChanged(index, index, {PictureRole});
}

void LibraryModel::forgetPictures()
{
    m_pictures.clear();
    for (int topic = 0; topic < rowCount(); ++topic) {
        const QModelIndex parent = index(topic, 0);
        Q_EMIT dataChanged(index(0, 0, parent), index(rowCount(parent) - 1, 0, parent), {PictureRole});
    }
}

const LibraryProgram *LibraryModel::program(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == isTopic)
        return nullptr;
    const Topic &topic = m_topics[static_cast<qsizetype>(index.internalId()) - 1];
    return &m_programs[topic.first + index.row()];
}

QModelIndex LibraryModel::indexOf(const QString &name) const
{
    const auto found =
        std::ranges::find(m_programs, name, [](const LibraryProgram &program) { return program.entry.name; });
    const qsizetype at = found - m_programs.begin();
    for (int i = 0; found != m_programs.end() && i < rowCount(); ++i) {
        const Topic &topic = m_topics[i];
        if (at >= topic.first && at < topic.first + topic.count)
            return index(static_cast<int>(at - topic.first), 0, index(i, 0));
    }
    return {};
}

QModelIndex LibraryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : isTopic);
}

QModelIndex LibraryModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == isTopic)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, isTopic);
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_topics.size());
    return parent.internalId() == isTopic && parent.column() == 0 ? m_topics[parent.row()].count : 0;
}

int LibraryModel::columnCount(const QModelIndex &) const { return 1; }

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == isTopic)
        return topicData(m_topics[index.row()], role);
    const LibraryProgram &program = *this->program(index);
    switch (role) {
    case Qt::DisplayRole:
        return program.title;
    case Qt::AccessibleDescriptionRole:
    case DescriptionRole:
        return program.description;
    case Qt::ToolTipRole:
        // As rich text it is broken into lines.
        return program.description.isEmpty() ? QString() : u"<p>%1</p>"_s.arg(program.description.toHtmlEscaped());
    case NameRole:
        return program.entry.name;
    case PictureRole: {
        const auto found = m_pictures.constFind(program.entry.name);
        if (found == m_pictures.constEnd()) {
            Q_EMIT pictureNeeded(program.entry.name);
            return QImage();
        }
        return *found;
    }
    default:
        return {};
    }
}

QVariant LibraryModel::topicData(const Topic &topic, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return topic.title;
    case Qt::AccessibleDescriptionRole:
        return topic.count == 1 ? tr("1 program") : tr("%1 programs").arg(topic.count);
    case CountRole:
        return topic.count;
    default:
        return {};
    }
}

} // namespace coroscope
