// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/docktitle.h"

#include "ui/theme/icons.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{

DockTitle::DockTitle(QDockWidget *dock)
    : QWidget(dock), m_dock(dock), m_row(new QWidget(this)), m_hint(new QLabel(m_row)), m_float(new QToolButton(m_row)),
      m_close(new QToolButton(m_row))
{
    setObjectName(u"dockTitle"_s);
    auto *name = new QLabel(dock->windowTitle(), m_row);
    name->setObjectName(u"panelTitle"_s);
    m_hint->setObjectName(u"panelHint"_s);
    setFontRole(m_hint, FontRole::Small);
    const auto prepare = [](QToolButton *button, const QString &tip) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoRaise(true);
    };
    prepare(m_float, tr("Float or dock the panel %1").arg(dock->windowTitle()));
    prepare(m_close, tr("Close the panel %1").arg(dock->windowTitle()));
    connect(m_float, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
    connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(16, 8, 8, 4);
    row->setSpacing(2);
    row->addWidget(name);
    row->addStretch();
    row->addWidget(m_hint);
    row->addWidget(m_float);
    row->addWidget(m_close);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_row);
    connect(dock, &QDockWidget::windowTitleChanged, name, &QLabel::setText);
    // Qt tells of tabs by no signal of their own; by the next turn they are in place.
    const auto later = [this] { QTimer::singleShot(0, this, &DockTitle::refresh); };
    connect(dock, &QDockWidget::dockLocationChanged, this, later);
    connect(dock, &QDockWidget::topLevelChanged, this, later);
    connect(dock, &QDockWidget::visibilityChanged, this, later);
    dock->setTitleBarWidget(this);
}

void DockTitle::setHint(const QString &hint) { m_hint->setText(hint); }

void DockTitle::setTheme(const Theme &theme)
{
    for (QToolButton *button : {m_float, m_close})
        button->setIconSize(QSize(1, 1) * withText(12));
    m_float->setIcon(themeIcon(IconName::Float, theme));
    m_close->setIcon(themeIcon(IconName::Close, theme));
}

void DockTitle::refresh()
{
    const auto *window = qobject_cast<QMainWindow *>(m_dock->parentWidget());
    const bool isTab = window && !m_dock->isFloating() && !window->tabifiedDockWidgets(m_dock).isEmpty();
    if (m_row->isHidden() == isTab)
        return;
    m_row->setVisible(!isTab);
    updateGeometry();
}

QSize DockTitle::sizeHint() const { return m_row->isHidden() ? QSize(0, 0) : QWidget::sizeHint(); }

QSize DockTitle::minimumSizeHint() const { return m_row->isHidden() ? QSize(0, 0) : QWidget::minimumSizeHint(); }

} // namespace coroscope
