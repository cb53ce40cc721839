// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/lesson.h"
#include "ui/panels/panel.h"

#include <memory>
#include <optional>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace coroscope
{

/// The questions of a lesson, one at a time: first what a person predicts, then what the run made of it.
///
/// It is hidden while there is no lesson. Once a run is over it tells of each question whether the prediction was right
/// and why, and marks in the viewport where the run shows it. A moment is pointed at with the cursor when the run is
/// there. A run that was stopped reveals nothing. Enter goes on, Esc leaves the lesson once it is revealed.
class LessonPanel : public Panel
{
    Q_OBJECT

public:
    explicit LessonPanel(Viewport &view, QWidget *parent = nullptr);
    ~LessonPanel() override;

    /// Begins a lesson; without questions there is none.
    void setQuestions(std::vector<LessonQuestion> questions);
    const Lesson &lesson() const { return m_lesson; }
    bool isRevealed() const { return m_lesson.isRevealed(); }

    void setIntervals(const Intervals *intervals) override;
    void refresh() override;

Q_SIGNALS:
    /// The person has predicted, or wants no lesson: the run may begin.
    void runRequested();
    void visibilityChanged(bool visible);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QPushButton *addButton(const QString &name, const QString &text, void (LessonPanel::*clicked)());
    void showQuestion();
    void showInputs(const LessonQuestion &question);
    void makeChoices(const LessonQuestion &question);
    void fitChoices();
    void fitBody();
    void focusInput();
    void showVerdict();
    void showMoment();
    void takeInput();
    void goOn();
    void goBack();
    void run();
    void skip();
    void leave();
    void takeMoment();
    void revealIfOver();
    void mark();
    std::optional<double> cursorSeconds() const;

    Lesson m_lesson;
    std::size_t m_current = 0;
    const Intervals *m_intervals = nullptr;
    std::unique_ptr<RunIndex> m_index;
    bool m_isTaken = false; // the run at hand was looked at

    QLabel *m_heading;
    QScrollArea *m_scroll;
    QWidget *m_body;
    QLabel *m_ask;
    QWidget *m_choices;
    QBoxLayout *m_choiceLayout;
    QButtonGroup *m_choiceGroup;
    QWidget *m_numberRow;
    QLineEdit *m_number;
    QLabel *m_unit;
    QLabel *m_moment;
    QLabel *m_verdict;
    QLabel *m_explain;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_run;
    QPushButton *m_take;
    QPushButton *m_skip;
    QPushButton *m_leave;
};

} // namespace coroscope
