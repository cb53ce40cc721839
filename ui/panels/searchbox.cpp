// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/searchbox.h"

#include "core/trace/eventstore.h"
#include "ui/models/searchmodel.h"
#include "ui/panels/searchrow.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int fieldWidth = 220;
constexpr int popupWidth = 420;
constexpr int chipTextWidth = 220;
// Names in a slice: some milliseconds.
constexpr std::size_t namesPerSlice = 20'000;

} // namespace

SearchBox::SearchBox(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_edit(new QLineEdit(this)), m_chip(new QToolButton(this)), m_close(new QToolButton(this)),
      m_model(new SearchModel(this))
{
    setObjectName(u"searchBox"_s);
    m_edit->setObjectName(u"search"_s);
    m_edit->setAccessibleName(tr("Find task or object"));
    m_edit->setPlaceholderText(tr("Find task or object  /"));
    m_edit->setToolTip(
        tr("Finds tasks, objects and lines of the log by a part of their text; * and ? stand for letters.\n"
           "With keys it is a filter of lanes and tables: state:waiting on:sem"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_chip->setObjectName(u"filterChip"_s);
    m_chip->setAccessibleName(tr("Filter of the window"));
    m_close->setObjectName(u"filterChipClose"_s);
    m_close->setText(u"\u00d7"_s);
    m_close->setAccessibleName(tr("Remove the filter"));
    m_close->setToolTip(tr("Show all again"));
    for (QToolButton *button : {m_chip, m_close}) {
        button->setFocusPolicy(Qt::TabFocus);
        button->hide();
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_chip);
    layout->addWidget(m_close);
    layout->addSpacing(4);
    layout->addWidget(m_edit);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    buildPopup();

    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, &SearchBox::advance);
    connect(m_edit, &QLineEdit::textChanged, this, &SearchBox::take);
    connect(m_chip, &QToolButton::clicked, this, &SearchBox::editFilter);
    connect(m_close, &QToolButton::clicked, this, [this] {
        applyFilter({});
        m_edit->setFocus();
    });
    setTheme(m_theme);
}

SearchBox::~SearchBox() { delete m_popup; }

void SearchBox::buildPopup()
{
    auto *frame = new QFrame(this);
    frame->setObjectName(u"searchPopup"_s);
    frame->setFocusPolicy(Qt::NoFocus);
    frame->hide();
    m_popup = frame;
    m_list = new QListView(frame);
    m_list->setObjectName(u"searchList"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SearchRow(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_hint = new QLabel(frame);
    m_hint->setObjectName(u"searchHint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(10, 5, 10, 6);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { goTo(index.row()); });
}

void SearchBox::setIntervals(const Intervals *intervals)
{
    m_slices.stop();
    m_intervals = intervals;
    m_model->setIntervals(intervals);
    m_counted.setIntervals(intervals);
    // Another run is looked through for what is being written.
    if (m_popup && m_popup->isVisible())
        take(m_edit->text());
}

void SearchBox::refresh()
{
    if (!m_intervals || !m_popup->isVisible())
        return;
    m_counted.refresh();
    m_slices.start();
}

void SearchBox::setTheme(ThemeKind kind)
{
    m_theme = kind;
    m_model->setTheme(kind);
    m_edit->setFixedWidth(withText(fieldWidth));
    updateChip();
    updateHint();
}

void SearchBox::setFilter(const QString &text)
{
    auto parsed = TraceFilter::parse(text);
    if (parsed)
        applyFilter(parsed.take());
    else
        m_edit->setText(text);
}

void SearchBox::focusSearch()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

QString SearchBox::hintText() const { return m_hint->text(); }

void SearchBox::take(const QString &text)
{
    m_fault.clear();
    m_isFilter = TraceFilter::hasKeys(text);
    m_model->search(m_isFilter ? QString() : text);
    if (m_isFilter)
        takeFilterText(text);
    else
        m_counted.setFilter({});
    if (text.trimmed().isEmpty() || !m_intervals) {
        m_slices.stop();
        hidePopup();
        return;
    }
    advance();
    m_slices.start();
    showPopup();
}

void SearchBox::takeFilterText(const QString &text)
{
    auto parsed = TraceFilter::parse(text);
    if (!parsed) {
        m_fault = tr("Column %1: %2").arg(QString::number(parsed.fault().column), parsed.fault().message);
        m_counted.setFilter({});
        return;
    }
    if (m_intervals)
        m_counted.setMoment(view().moment(m_intervals->store()));
    m_counted.setFilter(parsed.take());
}

void SearchBox::advance()
{
    const int row = m_list->currentIndex().row();
    const int before = m_model->rowCount();
    const bool isDone = m_isFilter ? m_counted.advance(namesPerSlice) : m_model->advance(namesPerSlice);
    if (isDone)
        m_slices.stop();
    if (!m_isFilter) {
        if (m_model->rowCount() > 0 && !m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
    }
    updateHint();
    if (m_popup->isVisible() && m_model->rowCount() != before)
        showPopup();
}

void SearchBox::updateHint()
{
    QString text;
    const bool isLooking = m_slices.isActive();
    if (!m_fault.isEmpty()) {
        text = m_fault;
    } else if (m_isFilter && m_intervals) {
        const QLocale locale;
        text = m_counted.isUpToDate() ? tr("Enter shows only these: %1 of %2 tasks")
                                            .arg(locale.toString(qulonglong(m_counted.taskCount())),
                                                 locale.toString(qulonglong(m_intervals->tasks().size())))
                                      : tr("Counting\u2026");
    } else if (m_model->rowCount() == 0) {
        text = isLooking ? tr("Looking\u2026") : tr("No task, object or line of the log has that in it");
    }
    QPalette palette = m_hint->palette();
    palette.setColor(QPalette::WindowText, theme(m_theme).ink(m_fault.isEmpty() ? Ink::Muted : Ink::Failed));
    m_hint->setPalette(palette);
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
    m_edit->setAccessibleDescription(text);
}

/// Below the field, its right end below that of the field, within the window.
void SearchBox::showPopup()
{
    QWidget *top = window();
    if (m_popup->parentWidget() != top)
        m_popup->setParent(top);
    const int rows = m_model->rowCount();
    m_list->setVisible(rows > 0);
    const int listHeight = rows > 0 ? rows * SearchRow::height() : 0;
    m_list->setFixedHeight(listHeight);
    const int width = std::min(withText(popupWidth), top->width() - 8);
    int height = listHeight + 10;
    if (m_hint->isVisibleTo(m_popup))
        height += m_hint->heightForWidth(width - 2);
    const QPoint below = m_edit->mapTo(top, QPoint(m_edit->width(), m_edit->height() + 3));
    const int left = std::clamp(below.x() - width, 4, std::max(4, top->width() - width - 4));
    m_popup->setGeometry(left, below.y(), width, std::min(height, std::max(60, top->height() - below.y() - 4)));
    m_popup->show();
    m_popup->raise();
}

void SearchBox::hidePopup()
{
    // A field that loses the focus because its window goes may be without it.
    if (m_popup)
        m_popup->hide();
}

bool SearchBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit)
        return Panel::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::KeyPress:
        if (takeKey(static_cast<QKeyEvent *>(event)->key()))
            return true;
        break;
    case QEvent::ShortcutOverride:
        // Esc belongs to the field while there is something to clear, not to the window.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_edit->text().isEmpty()) {
            event->accept();
            return true;
        }
        break;
    case QEvent::FocusOut:
        hidePopup();
        break;
    case QEvent::FocusIn:
        if (!m_edit->text().trimmed().isEmpty() && m_intervals)
            take(m_edit->text());
        break;
    default:
        break;
    }
    return Panel::eventFilter(watched, event);
}

bool SearchBox::takeKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        moveRow(1);
        return true;
    case Qt::Key_Up:
        moveRow(-1);
        return true;
    case Qt::Key_PageDown:
        moveRow(5);
        return true;
    case Qt::Key_PageUp:
        moveRow(-5);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate();
        return true;
    case Qt::Key_Escape:
        if (m_edit->text().isEmpty()) {
            Q_EMIT left();
            return false;
        }
        m_edit->clear();
        return true;
    case Qt::Key_Backspace:
        if (!m_edit->text().isEmpty() || m_filter.isEmpty())
            return false;
        editFilter();
        return true;
    default:
        return false;
    }
}

void SearchBox::moveRow(int by)
{
    int last = m_model->rowCount() - 1;
    if (last >= 0 && m_model->hit(last).kind == SearchModel::Kind::More)
        --last;
    if (last < 0)
        return;
    if (!m_popup->isVisible())
        showPopup();
    m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + by, 0, last)));
}

void SearchBox::activate()
{
    const QString text = m_edit->text().trimmed();
    if (m_isFilter) {
        auto parsed = TraceFilter::parse(text);
        if (!parsed)
            return;
        applyFilter(parsed.take());
        m_edit->clear();
        return;
    }
    if (!text.isEmpty())
        goTo(std::max(0, m_list->currentIndex().row()));
}

void SearchBox::goTo(int row)
{
    if (!m_intervals || row < 0 || row >= m_model->rowCount())
        return;
    const SearchModel::Hit hit = m_model->hit(row);
    switch (hit.kind) {
    case SearchModel::Kind::Task:
        view().select({m_intervals->tasks()[hit.place].id, {}});
        break;
    case SearchModel::Kind::Object:
        view().select({{}, m_intervals->objects()[hit.place].id});
        break;
    case SearchModel::Kind::LogLine: {
        const LogLine line = m_intervals->logs()[hit.place];
        if (const auto event = eventOfLine(*m_intervals, hit.place))
            view().setCursor(momentAfter(m_intervals->store(), *event));
        else
            view().setCursor(line.time);
        if (line.task)
            view().select({line.task, {}});
        break;
    }
    case SearchModel::Kind::More:
        return;
    }
    hidePopup();
    view().reveal();
    Q_EMIT left();
}

void SearchBox::applyFilter(TraceFilter filter)
{
    const bool isOther = filter.text() != m_filter.text();
    m_filter = std::move(filter);
    updateChip();
    if (isOther)
        Q_EMIT filterChanged(m_filter.text());
}

/// Takes the filter back into the field; it holds until another one is taken.
void SearchBox::editFilter()
{
    m_edit->setFocus();
    m_edit->setText(m_filter.text());
}

void SearchBox::updateChip()
{
    const bool isShown = !m_filter.isEmpty();
    const QString text = tr("filter: %1").arg(m_filter.text());
    m_chip->setText(m_chip->fontMetrics().elidedText(text, Qt::ElideRight, withText(chipTextWidth)));
    m_chip->setToolTip(tr("%1\nClick to change it").arg(text));
    m_chip->setAccessibleDescription(m_filter.text());
    m_chip->setVisible(isShown);
    m_close->setVisible(isShown);
    updateGeometry();
}

} // namespace coroscope
