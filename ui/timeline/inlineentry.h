// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QFrame>
#include <QString>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace coroscope
{

/// Reads a time that a person typed: `1.5 s`, `200ms`, a bare number of seconds, `50%` of the run, `start`, `end`,
/// and with a sign a distance from the cursor: `+200 ms`. Nothing if it is none of these.
std::optional<Nanoseconds> parseMoment(QStringView text, Nanoseconds end, Nanoseconds cursor);

/// A line to type into that opens over the timeline for a moment: for a time to go to or for the note of a mark.
/// Enter takes it, Esc or a click elsewhere leaves it.
class InlineEntry : public QFrame
{
    Q_OBJECT

public:
    /// Takes the text; says what is wrong with it, or nothing when it is taken.
    using Take = std::function<QString(const QString &text)>;
    using Remove = std::function<void()>;

    explicit InlineEntry(QWidget *parent);

    /// Opens at a place of its parent. With `remove` it has a button that does that.
    void open(QPoint at, const QString &label, const QString &text, Take take, Remove remove = {});
    /// Closes it; what was typed is not taken.
    void leave();
    QLineEdit *line() const { return m_line; }

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void accept();

    QLabel *m_label;
    QLineEdit *m_line;
    QPushButton *m_remove;
    QLabel *m_fault;
    Take m_take;
    Remove m_removal;
};

} // namespace coroscope
