// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/helppanel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int pageRole = Qt::UserRole;
constexpr int anchorRole = Qt::UserRole + 1;

QTreeWidgetItem *makeItem(const QString &text, const HelpPlace &place)
{
    auto *item = new QTreeWidgetItem({text});
    item->setData(0, pageRole, place.page);
    item->setData(0, anchorRole, place.anchor);
    return item;
}

HelpPlace placeOf(const QTreeWidgetItem &item)
{
    return {item.data(0, pageRole).toString(), item.data(0, anchorRole).toString()};
}

} // namespace

HelpPanel::HelpPanel(QWidget *parent)
    : QWidget(parent), m_browser(new HelpBrowser(m_pages, this)), m_contents(new QTreeWidget(this)),
      m_search(new QLineEdit(this))
{
    setObjectName(u"helpPanel"_s);
    setWindowTitle(tr("Help · Coroscope"));
    setAccessibleName(tr("Help"));
    // It goes with the last window of the program.
    setAttribute(Qt::WA_QuitOnClose, false);
    m_search->setObjectName(u"helpSearch"_s);
    m_search->setAccessibleName(tr("Search the help"));
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_contents->setObjectName(u"helpContents"_s);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setHeaderHidden(true);
    m_contents->setFrameShape(QFrame::NoFrame);
    setFontRole(m_contents, FontRole::Body);
    setFontRole(m_search, FontRole::Body);

    auto *bar = new QWidget(this);
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(8, 8, 0, 8);
    leftLayout->addWidget(m_search);
    leftLayout->addWidget(m_contents, 1);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    rightLayout->addWidget(bar);
    rightLayout->addWidget(m_browser, 1);
    buildActions(bar);
    auto *parts = new QSplitter(this);
    parts->addWidget(left);
    parts->addWidget(right);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    parts->setSizes({withText(230), withText(700)});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts);
    resize(QSize(withText(940), withText(720)).boundedTo(screen()->availableSize()));

    connect(m_search, &QLineEdit::textChanged, this, &HelpPanel::fill);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_contents->topLevelItemCount() == 0)
            return;
        if (!m_contents->currentItem())
            m_contents->setCurrentItem(m_contents->topLevelItem(0));
        m_browser->setFocus();
    });
    connect(m_contents, &QTreeWidget::currentItemChanged, this, &HelpPanel::choose);
    connect(m_contents, &QTreeWidget::itemActivated, m_browser, qOverload<>(&QWidget::setFocus));
    connect(m_browser, &HelpBrowser::placeChanged, this, &HelpPanel::showPlace);
    fill();
    setFocusProxy(m_browser);
    open({u"index"_s, {}});
}

void HelpPanel::buildActions(QWidget *bar)
{
    bar->setObjectName(u"helpBar"_s);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    const auto add = [&](const QString &text, const QString &name, const QKeySequence &key, auto call) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setToolTip(u"%1 (%2)"_s.arg(text, key.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, call);
        addAction(action);
        auto *button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
        return action;
    };
    QAction *back = add(tr("Back"), u"helpBack"_s, Qt::ALT | Qt::Key_Left, [this] { m_browser->backward(); });
    QAction *forward = add(tr("Forward"), u"helpForward"_s, Qt::ALT | Qt::Key_Right, [this] { m_browser->forward(); });
    add(tr("Start"), u"helpStart"_s, Qt::ALT | Qt::Key_Home, [this] { open({u"index"_s, {}}); });
    layout->addStretch();
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QAction::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QAction::setEnabled);
    auto *search = new QAction(this);
    search->setShortcut(QKeySequence::Find);
    connect(search, &QAction::triggered, this, &HelpPanel::goToSearch);
    addAction(search);
}

void HelpPanel::fill()
{
    const QSignalBlocker quiet(m_contents);
    m_contents->clear();
    const QString words = m_search->text().simplified();
    m_contents->setRootIsDecorated(words.isEmpty());
    if (!words.isEmpty()) {
        for (const HelpHit &hit : m_pages.find(words)) {
            QTreeWidgetItem *item = makeItem(hit.title, hit.place);
            item->setToolTip(0, hit.excerpt);
            m_contents->addTopLevelItem(item);
        }
        if (m_contents->topLevelItemCount() == 0) {
            auto *none = new QTreeWidgetItem({tr("Nothing was found.")});
            none->setFlags(Qt::NoItemFlags);
            m_contents->addTopLevelItem(none);
        }
        return;
    }
    for (const HelpPage &page : m_pages.all()) {
        QTreeWidgetItem *item = makeItem(page.title, {page.name, {}});
        for (const HelpSection &section : page.sections) {
            if (section.level == 2)
                item->addChild(makeItem(section.title, {page.name, section.anchor}));
        }
        m_contents->addTopLevelItem(item);
    }
    showPlace();
}

void HelpPanel::choose()
{
    const QTreeWidgetItem *const item = m_contents->currentItem();
    if (item && placeOf(*item) != place() && !placeOf(*item).page.isEmpty())
        open(placeOf(*item));
}

/// The list follows what is read, unless it shows what was found.
void HelpPanel::showPlace()
{
    if (!m_search->text().simplified().isEmpty())
        return;
    const QSignalBlocker quiet(m_contents);
    const HelpPlace now = place();
    for (int index = 0; index < m_contents->topLevelItemCount(); ++index) {
        QTreeWidgetItem *page = m_contents->topLevelItem(index);
        if (placeOf(*page).page != now.page)
            continue;
        QTreeWidgetItem *found = page;
        for (int child = 0; child < page->childCount(); ++child) {
            if (placeOf(*page->child(child)) == now)
                found = page->child(child);
        }
        m_contents->setCurrentItem(found);
        page->setExpanded(true);
    }
}

void HelpPanel::open(const HelpPlace &place)
{
    if (this->place() != place)
        m_browser->open(place);
}

void HelpPanel::setTheme(ThemeKind kind)
{
    refreshFonts(this);
    m_browser->setTheme(kind);
}

void HelpPanel::goToSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void HelpPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (m_search->text().isEmpty())
            close();
        else
            m_search->clear();
        return;
    }
    if (event->key() == Qt::Key_Down && m_search->hasFocus()) {
        m_contents->setFocus();
        if (!m_contents->currentItem())
            m_contents->setCurrentItem(m_contents->topLevelItem(0));
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace coroscope
