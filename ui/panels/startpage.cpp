// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/startpage.h"

#include "ui/panels/librarylist.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int widest = 860;
constexpr qsizetype mostRecent = 10;

QLabel *makeTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(u"panelTitle"_s);
    setFontRole(label, FontRole::Strong);
    label->setContentsMargins(7, 0, 0, 0);
    return label;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent), m_column(new QWidget(this)), m_library(new LibraryList(this)),
      m_recent(makeList(u"startRecent"_s, tr("Recent files"))), m_recentColumn(new QWidget(this)),
      m_open(new QPushButton(tr("Open a file…"), this))
{
    setObjectName(u"startPage"_s);
    setAccessibleName(tr("Start"));
    setAttribute(Qt::WA_StyledBackground);
    auto *heading = new QLabel(tr("See what your coroutines wait for"), this);
    setFontRole(heading, FontRole::Heading);
    heading->setObjectName(u"panelTitle"_s);
    auto *text =
        new QLabel(tr("Open a scenario (.yaml), which is run, or the trace of a run (.coro.jsonl). You can drop a "
                      "file on the window, too. A double click or Enter opens a copy of a program below."),
                   this);
    text->setObjectName(u"muted"_s);
    text->setWordWrap(true);
    auto *fresh = new QPushButton(tr("New scenario"), this);
    m_open->setObjectName(u"startOpen"_s);
    fresh->setObjectName(u"startNew"_s);
    connect(m_open, &QPushButton::clicked, this, &StartPage::browseRequested);
    connect(fresh, &QPushButton::clicked, this, &StartPage::newRequested);
    setFocusProxy(m_open);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(fresh);
    buttons->addStretch();
    connect(m_library, &LibraryList::chosen, this, &StartPage::fileChosen);
    auto *left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(makeTitle(tr("Library"), this));
    left->addWidget(m_library, 1);
    auto *right = new QVBoxLayout(m_recentColumn);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(6);
    right->addWidget(makeTitle(tr("Recent files"), this));
    right->addWidget(m_recent);
    right->addStretch();
    auto *lists = new QHBoxLayout;
    lists->setSpacing(28);
    lists->addLayout(left, 5);
    lists->addWidget(m_recentColumn, 3);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(12);
    rows->addStretch(1);
    rows->addWidget(heading);
    rows->addWidget(text);
    rows->addLayout(buttons);
    rows->addSpacing(16);
    rows->addLayout(lists, 12);
    rows->addStretch(1);
    rows->setContentsMargins(0, 0, 0, 0);
    m_column->setLayout(rows);
    m_column->setMaximumWidth(withText(widest));
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(24, 16, 24, 16);
    all->addWidget(m_column);
    for (QLabel *label : {heading, text})
        label->setContentsMargins(7, 0, 0, 0);
    buttons->setContentsMargins(7, 0, 0, 0);
    setRecentFiles({});
    setTabOrder(m_open, fresh);
    setTabOrder(fresh, m_library->search());
    setTabOrder(m_library->search(), m_library->view());
    setTabOrder(m_library->view(), m_recent);
}

QListWidget *StartPage::makeList(const QString &name, const QString &accessible)
{
    auto *list = new QListWidget(this);
    list->setObjectName(name);
    list->setAccessibleName(accessible);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setUniformItemSizes(true);
    list->setCursor(Qt::PointingHandCursor);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    list->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    list->setMinimumHeight(withText(60));
    const auto choose = [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT fileChosen(item->data(Qt::UserRole).toString());
    };
    // A click, or Enter.
    connect(list, &QListWidget::itemClicked, this, choose);
    connect(list, &QListWidget::itemActivated, this, choose);
    return list;
}

void StartPage::setTheme(ThemeKind kind) { m_library->setTheme(kind); }

void StartPage::setRecentFiles(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths.mid(0, mostRecent)) {
        auto *item = new QListWidgetItem(QFileInfo(path).fileName(), m_recent);
        item->setToolTip(QDir::toNativeSeparators(path));
        item->setData(Qt::UserRole, path);
    }
    m_recentColumn->setVisible(!paths.isEmpty());
}

void StartPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_column->setMaximumWidth(withText(widest));
}

} // namespace coroscope
