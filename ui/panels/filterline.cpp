// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/filterline.h"

#include "ui/panels/elidedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace coroscope
{

FilterLine::FilterLine(const QString &placeholder, QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_count(new QLabel(this)), m_fault(new ElidedLabel(this))
{
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(placeholder);
    m_edit->setClearButtonEnabled(true);
    m_edit->setToolTip(tr("Words are looked for in names; terms with a key narrow further, and all have to hold:\n"
                          "name:worker*  state:waiting  on:sem  parent:main  group:all  kind:queue  id:7\n"
                          "took>1s  waited>200ms  ran>5ms  steps>10\n"
                          "a,b is one or the other, -term is not, * and ? stand for letters, \"quotes\" keep spaces."));
    m_edit->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("filterCount"));
    setFontRole(m_count, FontRole::Small);
    m_fault->setObjectName(QStringLiteral("filterFault"));
    m_fault->hide();

    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(10);
    line->addWidget(m_edit, 1);
    line->addStretch(0);
    line->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 2, 10, 3);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_fault);
    setFocusProxy(m_edit);
    // A low panel cuts its table off rather than the text of the filter.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTheme(ThemeKind::Dark);

    connect(m_edit, &QLineEdit::textChanged, this, &FilterLine::take);
}

void FilterLine::setText(const QString &text) { m_edit->setText(text); }

void FilterLine::setCount(std::size_t shown, std::size_t all)
{
    const QLocale locale;
    const QString total = locale.toString(qulonglong(all));
    const QString text =
        m_filter.isEmpty() && shown == all ? total : tr("%1 of %2").arg(locale.toString(qulonglong(shown)), total);
    if (text == m_count->text())
        return;
    m_count->setText(text);
    m_count->setAccessibleName(tr("%1 rows").arg(text));
}

QString FilterLine::countText() const { return m_count->text(); }

QString FilterLine::faultText() const { return m_fault->text(); }

void FilterLine::setTheme(ThemeKind kind)
{
    m_edit->setMaximumWidth(withText(420));
    QPalette palette = m_fault->palette();
    palette.setColor(QPalette::WindowText, theme(kind).ink(Ink::Failed));
    m_fault->setPalette(palette);
    palette.setColor(QPalette::WindowText, theme(kind).ink(Ink::Muted));
    m_count->setPalette(palette);
}

void FilterLine::take(const QString &text)
{
    auto parsed = TraceFilter::parse(text);
    if (!parsed) {
        const Fault &fault = parsed.fault();
        m_fault->setText(tr("Column %1: %2").arg(QString::number(fault.column), fault.message));
        m_fault->setToolTip(fault.message);
        m_fault->show();
        m_edit->setAccessibleDescription(m_fault->text());
        return;
    }
    m_fault->clear();
    m_fault->hide();
    m_edit->setAccessibleDescription({});
    if (parsed->text() == m_filter.text())
        return;
    m_filter = parsed.take();
    Q_EMIT filterChanged();
}

bool FilterLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_edit->text().isEmpty()) {
            m_edit->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    // Esc belongs to the line while there is something to clear, not to the window.
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_edit->text().isEmpty()) {
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace coroscope
