// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/libraryfilter.h"

#include "ui/models/librarymodel.h"

namespace coroscope
{

LibraryFilter::LibraryFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    // A topic is there because of its programs.
    setRecursiveFilteringEnabled(true);
}

void LibraryFilter::setModel(LibraryModel *model)
{
    m_model = model;
    setSourceModel(model);
}

void LibraryFilter::setSearch(const LibrarySearch &search)
{
    m_search = search;
    invalidateFilter();
}

bool LibraryFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const LibraryProgram *program = m_model->program(m_model->index(row, 0, parent));
    return program ? m_search.fits(*program) : m_search.isEmpty();
}

} // namespace coroscope
