// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/inlineentry.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace coroscope
{

std::optional<Nanoseconds> parseMoment(QStringView text, Nanoseconds end, Nanoseconds cursor)
{
    text = text.trimmed();
    if (text.compare(u"end", Qt::CaseInsensitive) == 0)
        return end;
    if (text.compare(u"start", Qt::CaseInsensitive) == 0)
        return 0;
    if (text.endsWith(u'%')) {
        bool ok = false;
        const double share = text.chopped(1).trimmed().toDouble(&ok);
        if (!ok || !(share >= 0 && share <= 100))
            return std::nullopt;
        return std::llround(static_cast<double>(end) * share / 100);
    }
    const bool later = text.startsWith(u'+');
    const bool earlier = text.startsWith(u'-');
    const auto length = parseDuration(later || earlier ? text.mid(1) : text);
    if (!length || *length < 0)
        return std::nullopt;
    // Beyond the end of the run is its end, and no sum of times gets too large.
    const Nanoseconds distance = std::min(*length, end);
    const Nanoseconds time = later ? cursor + distance : earlier ? cursor - distance : distance;
    return std::clamp<Nanoseconds>(time, 0, end);
}

InlineEntry::InlineEntry(QWidget *parent)
    : QFrame(parent), m_label(new QLabel(this)), m_line(new QLineEdit(this)),
      m_remove(new QPushButton(tr("Remove"), this)), m_fault(new QLabel(this))
{
    setObjectName(u"inlineEntry"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(m_label, 0, 0);
    layout->addWidget(m_line, 0, 1);
    layout->addWidget(m_remove, 0, 2);
    layout->addWidget(m_fault, 1, 0, 1, 3);
    m_label->setBuddy(m_line);
    m_line->setAccessibleName(tr("Time or note"));
    m_line->setMinimumWidth(180);
    m_line->installEventFilter(this);
    m_remove->setAutoDefault(false);
    m_remove->installEventFilter(this);
    connect(m_line, &QLineEdit::returnPressed, this, &InlineEntry::accept);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_fault->hide();
        adjustSize();
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const Remove removal = std::exchange(m_removal, {});
        leave();
        if (removal)
            removal();
    });
    hide();
}

void InlineEntry::open(QPoint at, const QString &label, const QString &text, Take take, Remove remove)
{
    m_take = std::move(take);
    m_removal = std::move(remove);
    m_label->setText(label);
    m_line->setAccessibleName(label);
    m_line->setText(text);
    m_line->selectAll();
    m_remove->setVisible(static_cast<bool>(m_removal));
    m_line->setAccessibleDescription({});
    m_fault->hide();
    adjustSize();
    const QSize room = parentWidget()->size();
    move(std::clamp(at.x(), 0, std::max(0, room.width() - width())),
         std::clamp(at.y(), 0, std::max(0, room.height() - height())));
    show();
    raise();
    m_line->setFocus(Qt::PopupFocusReason);
}

void InlineEntry::accept()
{
    if (!m_take)
        return;
    const QString fault = m_take(m_line->text());
    if (fault.isEmpty()) {
        leave();
        return;
    }
    m_fault->setText(fault);
    m_line->setAccessibleDescription(fault);
    m_fault->show();
    adjustSize();
}

void InlineEntry::leave()
{
    const bool hadFocus = m_line->hasFocus() || m_remove->hasFocus();
    m_take = {};
    hide();
    if (hadFocus)
        parentWidget()->setFocus(Qt::OtherFocusReason);
}

bool InlineEntry::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        leave();
        return true;
    }
    if (event->type() == QEvent::FocusOut) {
        // Where the focus went is known afterwards.
        const auto check = [this] {
            const QWidget *now = QApplication::focusWidget();
            if (now && !isAncestorOf(now))
                hide();
        };
        QMetaObject::invokeMethod(this, check, Qt::QueuedConnection);
    }
    return QFrame::eventFilter(object, event);
}

} // namespace coroscope
