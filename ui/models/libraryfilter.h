// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/libraryprogram.h"

#include <QSortFilterProxyModel>

namespace coroscope
{

class LibraryModel;

/// The part of the library that a search leaves, with the topics of it.
class LibraryFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LibraryFilter(QObject *parent = nullptr);

    void setModel(LibraryModel *model);
    void setSearch(const LibrarySearch &search);
    bool isNarrowed() const { return !m_search.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LibraryModel *m_model = nullptr;
    LibrarySearch m_search;
};

} // namespace coroscope
