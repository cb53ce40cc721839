// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/startpage.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int widest = 700;
constexpr qsizetype mostRecent = 10;

QLabel *makeTitle(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(u"panelTitle"_s);
    setFontRole(label, FontRole::Strong);
    return label;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent), m_column(new QWidget(this)), m_examples(makeList(u"startExamples"_s, tr("Examples"))),
      m_recent(makeList(u"startRecent"_s, tr("Recent files"))), m_recentTitle(makeTitle(tr("Recent files"), this)),
      m_open(new QPushButton(tr("Open a file…"), this))
{
    setObjectName(u"startPage"_s);
    setAccessibleName(tr("Start"));
    setAttribute(Qt::WA_StyledBackground);
    auto *heading = new QLabel(tr("See what your coroutines wait for"), this);
    setFontRole(heading, FontRole::Heading);
    heading->setObjectName(u"panelTitle"_s);
    auto *text = new QLabel(tr("Open a scenario (.yaml), which is run, or the trace of a run (.coro.jsonl). "
                               "You can drop a file on the window, too."),
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
    const auto column = [](QLabel *title, QListWidget *list) {
        auto *both = new QVBoxLayout;
        both->setSpacing(6);
        title->setContentsMargins(7, 0, 0, 0);
        both->addWidget(title);
        both->addWidget(list);
        both->addStretch();
        return both;
    };
    auto *lists = new QHBoxLayout;
    lists->setSpacing(28);
    lists->addLayout(column(makeTitle(tr("Examples"), this), m_examples), 1);
    lists->addLayout(column(m_recentTitle, m_recent), 1);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(12);
    rows->addStretch(2);
    rows->addWidget(heading);
    rows->addWidget(text);
    rows->addLayout(buttons);
    rows->addSpacing(16);
    rows->addLayout(lists);
    rows->addStretch(3);
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
    setTabOrder(fresh, m_examples);
    setTabOrder(m_examples, m_recent);
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

void StartPage::setExamples(const QList<Entry> &examples)
{
    m_examples->clear();
    for (const Entry &entry : examples) {
        auto *item = new QListWidgetItem(entry.title, m_examples);
        item->setToolTip(entry.hint);
        item->setData(Qt::UserRole, entry.path);
    }
}

void StartPage::setRecentFiles(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths.mid(0, mostRecent)) {
        auto *item = new QListWidgetItem(QFileInfo(path).fileName(), m_recent);
        item->setToolTip(QDir::toNativeSeparators(path));
        item->setData(Qt::UserRole, path);
    }
    m_recent->setVisible(!paths.isEmpty());
    m_recentTitle->setVisible(!paths.isEmpty());
}

void StartPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_column->setMaximumWidth(withText(widest));
}

} // namespace coroscope
