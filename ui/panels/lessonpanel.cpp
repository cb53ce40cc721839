// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lessonpanel.h"

#include "core/trace/eventstore.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QStyle>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using Kind = LessonQuestion::Kind;

/// The share of the window that a question may take.
constexpr int windowShare = 4;

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

LessonPanel::LessonPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_heading(makeLabel(u"lessonHeading"_s, this)), m_scroll(new QScrollArea(this)),
      m_body(new QWidget), m_ask(makeLabel(u"lessonAsk"_s, m_body)), m_choices(new QWidget(m_body)),
      m_choiceLayout(new QBoxLayout(QBoxLayout::LeftToRight, m_choices)), m_choiceGroup(new QButtonGroup(this)),
      m_numberRow(new QWidget(m_body)), m_number(new QLineEdit(m_numberRow)), m_unit(new QLabel(m_numberRow)),
      m_moment(makeLabel(u"lessonMoment"_s, m_body)), m_verdict(makeLabel(u"lessonVerdict"_s, m_body)),
      m_explain(makeLabel(u"lessonExplain"_s, m_body)),
      m_back(addButton(u"lessonBack"_s, tr("&Back"), &LessonPanel::goBack)),
      m_next(addButton(u"lessonNext"_s, tr("&Next"), &LessonPanel::goOn)),
      m_run(addButton(u"lessonRun"_s, tr("&Run it"), &LessonPanel::run)),
      m_take(addButton(u"lessonTake"_s, tr("&This moment"), &LessonPanel::takeMoment)),
      m_skip(addButton(u"lessonSkip"_s, tr("&Skip the lesson"), &LessonPanel::skip)),
      m_leave(addButton(u"lessonLeave"_s, tr("&Close"), &LessonPanel::leave))
{
    setObjectName(u"lessonPanel"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Lesson"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setFontRole(m_heading, FontRole::Small);
    m_heading->setWordWrap(false);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFontRole(m_ask, FontRole::Strong);
    setFontRole(m_verdict, FontRole::Strong);
    m_skip->setToolTip(tr("Run at once, without questions"));
    m_leave->setToolTip(tr("Leave the lesson (Esc)"));

    m_choices->setAccessibleName(tr("Choices"));
    m_choiceLayout->setContentsMargins(0, 0, 0, 0);
    m_choiceLayout->setSpacing(withText(18));
    m_number->setObjectName(u"lessonNumber"_s);
    m_number->setAccessibleName(tr("Your prediction"));
    m_number->setFixedWidth(withText(110));
    m_number->setPlaceholderText(tr("a number"));
    m_unit->setObjectName(u"lessonUnit"_s);
    auto *number = new QHBoxLayout(m_numberRow);
    number->setContentsMargins(0, 0, 0, 0);
    number->addWidget(m_number);
    number->addWidget(m_unit);
    number->addStretch();

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_take, m_back, m_next, m_run})
        buttons->addWidget(button);
    buttons->addStretch();
    for (QPushButton *button : {m_skip, m_leave})
        buttons->addWidget(button);
    auto *parts = new QVBoxLayout(m_body);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(6);
    for (QWidget *part : {static_cast<QWidget *>(m_ask), m_choices, m_numberRow, static_cast<QWidget *>(m_moment),
                          static_cast<QWidget *>(m_verdict), static_cast<QWidget *>(m_explain)})
        parts->addWidget(part);
    m_scroll->setObjectName(u"lessonScroll"_s);
    m_scroll->setAccessibleName(tr("Question"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_body);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 8, 12, 10);
    rows->setSpacing(6);
    rows->addWidget(m_heading);
    rows->addWidget(m_scroll);
    rows->addSpacing(2);
    rows->addLayout(buttons);

    connect(m_choiceGroup, &QButtonGroup::idToggled, this, [this] { takeInput(); });
    connect(m_number, &QLineEdit::textChanged, this, &LessonPanel::takeInput);
    connect(&view, &Viewport::cursorChanged, this, &LessonPanel::showMoment);
    hide();
}

LessonPanel::~LessonPanel() = default;

QPushButton *LessonPanel::addButton(const QString &name, const QString &text, void (LessonPanel::*clicked)())
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, clicked);
    return button;
}

void LessonPanel::setQuestions(std::vector<LessonQuestion> questions)
{
    m_lesson = Lesson(std::move(questions));
    m_current = 0;
    // What was run before tells nothing that a person could predict.
    m_isTaken = true;
    setVisible(!m_lesson.isEmpty());
    if (!m_lesson.isEmpty()) {
        showQuestion();
        focusInput();
    }
}

void LessonPanel::setIntervals(const Intervals *intervals)
{
    m_index.reset();
    m_intervals = intervals;
    m_isTaken = false;
    revealIfOver();
}

void LessonPanel::refresh() { revealIfOver(); }

void LessonPanel::revealIfOver()
{
    if (m_lesson.isEmpty() || isHidden() || m_isTaken || !m_intervals || m_intervals->isBehind())
        return;
    const auto outcome = m_intervals->outcome();
    if (!outcome || *outcome == RunOutcome::Stopped)
        return;
    m_isTaken = true;
    m_index = std::make_unique<RunIndex>(*m_intervals);
    m_index->update();
    const bool isFirst = !m_lesson.isRevealed();
    m_lesson.reveal(*m_index);
    if (isFirst)
        m_current = 0;
    showQuestion();
    // Of another run, with other knobs, the person looks at something already. The timeline has to know the run first.
    if (isFirst) {
        QTimer::singleShot(0, this, [this] {
            if (!m_lesson.isRevealed())
                return;
            if (view().isFitted())
                view().fit();
            mark();
            focusInput();
        });
    }
}

void LessonPanel::showQuestion()
{
    const LessonQuestion &question = m_lesson.question(m_current);
    const bool isRevealed = m_lesson.isRevealed();
    const QString place = tr("Question %1 of %2").arg(m_current + 1).arg(m_lesson.size());
    m_heading->setText(isRevealed ? tr("Lesson · %1 · %2 right").arg(place).arg(m_lesson.rightOnes())
                                  : tr("Lesson · %1 · predict, then run").arg(place));
    m_ask->setText(question.ask);
    m_ask->setAccessibleName(question.ask);
    showInputs(question);
    showVerdict();
    const bool isLast = m_current + 1 == m_lesson.size();
    m_back->setVisible(m_current > 0);
    m_next->setVisible(!isLast);
    m_run->setVisible(!isRevealed && isLast);
    m_skip->setVisible(!isRevealed);
    m_leave->setVisible(isRevealed);
    showMoment();
}

void LessonPanel::showInputs(const LessonQuestion &question)
{
    const bool isAsking = !m_lesson.isRevealed();
    makeChoices(question);
    m_choices->setVisible(isAsking && question.kind == Kind::Choices);
    m_numberRow->setVisible(isAsking && question.kind == Kind::Number);
    m_unit->setText(question.unit);
    m_number->setAccessibleName(question.unit.isEmpty() ? tr("Your prediction")
                                                        : tr("Your prediction in %1").arg(question.unit));
    const QSignalBlocker blocker(m_number);
    const auto *number = std::get_if<double>(&m_lesson.prediction(m_current));
    m_number->setText(number && question.kind == Kind::Number ? QLocale().toString(*number, 'g', 12) : QString());
    m_number->setProperty("isFaulty", false);
}

void LessonPanel::makeChoices(const LessonQuestion &question)
{
    const QSignalBlocker blocker(m_choiceGroup);
    while (QLayoutItem *const item = m_choiceLayout->takeAt(0)) {
        if (item->widget()) {
            m_choiceGroup->removeButton(static_cast<QAbstractButton *>(item->widget()));
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const auto *chosen = std::get_if<QString>(&m_lesson.prediction(m_current));
    for (int i = 0; i < question.choices.size(); ++i) {
        auto *choice = new QRadioButton(question.choices[i], m_choices);
        choice->setObjectName(u"lessonChoice%1"_s.arg(i));
        choice->setChecked(chosen && *chosen == question.choices[i]);
        m_choiceGroup->addButton(choice, i);
        m_choiceLayout->addWidget(choice);
        choice->show();
    }
    m_choiceLayout->addStretch();
    fitChoices();
}

// Side by side where they have room.
void LessonPanel::fitChoices()
{
    int wanted = 0;
    for (const QAbstractButton *choice : m_choiceGroup->buttons())
        wanted += choice->sizeHint().width() + m_choiceLayout->spacing();
    const QMargins margins = layout()->contentsMargins();
    const bool hasRoom = wanted <= width() - margins.left() - margins.right();
    m_choiceLayout->setDirection(hasRoom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_choiceLayout->setSpacing(withText(hasRoom ? 18 : 4));
}

// As high as the question at this width; in a low window it scrolls, so that the timeline is seen as well.
void LessonPanel::fitBody()
{
    m_body->layout()->activate();
    const int width = m_scroll->width();
    const bool depends = m_body->layout()->hasHeightForWidth();
    const int wanted = depends ? m_body->layout()->totalHeightForWidth(width) : m_body->sizeHint().height();
    const int line = m_ask->fontMetrics().lineSpacing();
    m_scroll->setFixedHeight(std::min(wanted, std::max(3 * line, window()->height() / windowShare)));
}

void LessonPanel::focusInput()
{
    const LessonQuestion &question = m_lesson.question(m_current);
    QWidget *target = m_next->isHidden() ? m_run->isHidden() ? m_leave : m_run : m_next;
    if (!m_lesson.isRevealed() && question.kind == Kind::Choices) {
        target = m_choiceGroup->checkedButton();
        if (!target && !m_choiceGroup->buttons().isEmpty())
            target = m_choiceGroup->buttons().front();
    } else if (!m_lesson.isRevealed() && question.kind == Kind::Number) {
        target = m_number;
    }
    if (target)
        target->setFocus();
}

void LessonPanel::showVerdict()
{
    const LessonQuestion &question = m_lesson.question(m_current);
    const bool isOpen = question.kind == Kind::Moment && !m_lesson.isPredicted(m_current);
    const bool isTold = m_lesson.isRevealed() && !isOpen;
    m_verdict->setVisible(isTold);
    m_explain->setVisible(isTold && !question.explain.isEmpty());
    if (!isTold)
        return;
    const Verdict verdict = m_lesson.verdict(m_current);
    m_verdict->setText(m_lesson.verdictText(m_current));
    m_verdict->setAccessibleName(m_verdict->text());
    m_verdict->setProperty("verdict", verdict == Verdict::Right   ? u"right"_s
                                      : verdict == Verdict::Wrong ? u"wrong"_s
                                                                  : QString());
    style()->unpolish(m_verdict);
    style()->polish(m_verdict);
    m_explain->setText(question.explain);
    m_explain->setAccessibleName(question.explain);
}

std::optional<double> LessonPanel::cursorSeconds() const
{
    const auto cursor = view().cursor();
    if (!cursor)
        return std::nullopt;
    return static_cast<double>(*cursor) / static_cast<double>(nsPerSecond);
}

void LessonPanel::showMoment()
{
    if (m_lesson.isEmpty())
        return;
    const bool isMoment = m_lesson.question(m_current).kind == Kind::Moment;
    const bool isOpen = isMoment && m_lesson.isRevealed() && !m_lesson.isPredicted(m_current);
    const auto cursor = cursorSeconds();
    m_moment->setVisible(isMoment && (isOpen || !m_lesson.isRevealed()));
    m_take->setVisible(isOpen);
    m_take->setEnabled(cursor.has_value());
    if (!isOpen)
        m_moment->setText(tr("You point at it in the timeline when the run is there."));
    else if (cursor)
        m_moment->setText(tr("The cursor is at %1 s.").arg(factText(*cursor)));
    else
        m_moment->setText(tr("Put the cursor there: click in the timeline, or use its keys."));
    fitBody();
}

// What stands in the fields is the prediction, all the time.
void LessonPanel::takeInput()
{
    if (m_lesson.isEmpty() || m_lesson.isRevealed())
        return;
    const LessonQuestion &question = m_lesson.question(m_current);
    if (question.kind == Kind::Choices && m_choiceGroup->checkedId() >= 0) {
        m_lesson.predict(m_current, question.choices[m_choiceGroup->checkedId()]);
    } else if (question.kind == Kind::Number) {
        const auto number = typedNumber(m_number->text());
        m_lesson.predict(m_current, number ? Lesson::Prediction(*number) : Lesson::Prediction());
        m_number->setProperty("isFaulty", !number && !m_number->text().trimmed().isEmpty());
        style()->unpolish(m_number);
        style()->polish(m_number);
    }
}

void LessonPanel::goOn()
{
    if (m_current + 1 == m_lesson.size())
        return;
    ++m_current;
    showQuestion();
    focusInput();
    mark();
}

void LessonPanel::goBack()
{
    if (m_current == 0)
        return;
    --m_current;
    showQuestion();
    focusInput();
    mark();
}

void LessonPanel::run() { Q_EMIT runRequested(); }

void LessonPanel::skip()
{
    leave();
    Q_EMIT runRequested();
}

void LessonPanel::leave()
{
    m_lesson = Lesson();
    m_index.reset();
    hide();
}

void LessonPanel::takeMoment()
{
    const auto cursor = cursorSeconds();
    if (!cursor || !m_lesson.isRevealed())
        return;
    m_lesson.predict(m_current, *cursor);
    showQuestion();
    mark();
    focusInput();
}

// The place that shows the answer. One that is still to be pointed at is kept to itself.
void LessonPanel::mark()
{
    if (!m_lesson.isRevealed() || !m_intervals)
        return;
    const bool isMoment = m_lesson.question(m_current).kind == Kind::Moment;
    if (isMoment && !m_lesson.isPredicted(m_current)) {
        view().setCursor(std::nullopt);
        view().select({});
        return;
    }
    const auto place = m_lesson.place(m_current);
    if (!place || place->event >= m_intervals->eventCount())
        return;
    view().select({place->task, place->task ? ObjectId{} : place->object});
    view().setCursor(momentAfter(m_intervals->store(), place->event));
    view().reveal();
}

void LessonPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter) {
        auto *focused = qobject_cast<QPushButton *>(focusWidget());
        for (QPushButton *button : {focused, m_take, m_next, m_run, m_leave}) {
            if (button && !button->isHidden() && button->isEnabled()) {
                button->click();
                return;
            }
        }
    } else if (event->key() == Qt::Key_Escape && m_lesson.isRevealed()) {
        leave();
        return;
    }
    Panel::keyPressEvent(event);
}

void LessonPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    fitChoices();
    fitBody();
}

void LessonPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    fitChoices();
    fitBody();
    Q_EMIT visibilityChanged(true);
}

void LessonPanel::hideEvent(QHideEvent *event)
{
    Panel::hideEvent(event);
    Q_EMIT visibilityChanged(false);
}

} // namespace coroscope
