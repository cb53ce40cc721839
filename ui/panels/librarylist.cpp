// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/librarylist.h"

#include "ui/models/libraryfilter.h"
#include "ui/models/librarymodel.h"
#include "ui/panels/libraryrow.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{

LibraryList::LibraryList(QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_view(new QTreeView(this)), m_nothing(new QLabel(this)),
      m_filter(new LibraryFilter(this)), m_row(new LibraryRow(this))
{
    m_search->setObjectName(u"filter"_s);
    m_search->setAccessibleName(tr("Search the library"));
    m_search->setPlaceholderText(tr("Search the library"));
    m_search->setToolTip(tr("Words of titles, descriptions and tags; all of them have to be there."));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    setFontRole(m_search, FontRole::Body);
    connect(m_search, &QLineEdit::textChanged, this, &LibraryList::narrow);

    m_view->setObjectName(u"library"_s);
    m_view->setAccessibleName(tr("Library"));
    m_view->setItemDelegate(m_row);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!programAt(index))
            activate(index);
    });
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (programAt(index))
            activate(index);
    });

    m_nothing->setObjectName(u"muted"_s);
    m_nothing->setText(tr("No program has all these words."));
    m_nothing->setContentsMargins(8, 4, 8, 4);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    setFontRole(m_nothing, FontRole::Body);

    auto *line = new QVBoxLayout;
    line->setContentsMargins(6, 2, 10, 3);
    line->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_nothing);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_search);
}

void LibraryList::setModel(LibraryModel *model)
{
    m_model = model;
    m_filter->setModel(model);
    m_view->setModel(m_filter);
    m_view->expandAll();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryList::currentChanged);
    // What is shown of the current one was read meanwhile.
    connect(model, &LibraryModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (!roles.contains(LibraryModel::PictureRole))
                    Q_EMIT currentChanged();
            });
}

void LibraryList::setTheme(ThemeKind kind)
{
    m_row->setTheme(kind);
    m_view->doItemsLayout();
}

const LibraryProgram *LibraryList::programAt(const QModelIndex &index) const
{
    return m_model ? m_model->program(m_filter->mapToSource(index)) : nullptr;
}

const LibraryProgram *LibraryList::current() const { return programAt(m_view->currentIndex()); }

void LibraryList::selectFirst() { m_view->setCurrentIndex(firstProgram()); }

void LibraryList::narrow(const QString &text)
{
    m_filter->setSearch(LibrarySearch(text));
    m_view->expandAll();
    m_nothing->setVisible(m_filter->rowCount() == 0);
    if (const QModelIndex index = m_view->currentIndex(); index.isValid())
        m_view->scrollTo(index);
    if (m_filter->isNarrowed())
        selectFirst();
    // A row that is gone takes the selection with it without a word.
    Q_EMIT currentChanged();
}

void LibraryList::activate(const QModelIndex &index)
{
    if (const LibraryProgram *program = programAt(index))
        Q_EMIT chosen(libraryName(program->entry.name));
    else if (index.isValid())
        m_view->setExpanded(index, !m_view->isExpanded(index));
}

QModelIndex LibraryList::firstProgram() const { return m_filter->index(0, 0, m_filter->index(0, 0)); }

bool LibraryList::takeSearchKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        if (!current())
            selectFirst();
        m_view->setFocus(Qt::OtherFocusReason);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_filter->isNarrowed())
            activate(m_view->currentIndex());
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            return false;
        m_search->clear();
        return true;
    default:
        return false;
    }
}

bool LibraryList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Paint && !m_wasShown) {
        m_wasShown = true;
        QMetaObject::invokeMethod(this, &LibraryList::shown, Qt::QueuedConnection);
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_search && takeSearchKey(key))
        return true;
    if (watched == m_view && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        activate(m_view->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coroscope
