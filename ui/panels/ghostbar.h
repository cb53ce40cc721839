// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace coroscope
{

/// A small bar that tells how a run differs from the one before, which stands behind it as a ghost. Esc or its button
/// dismisses both.
class GhostBar : public QWidget
{
    Q_OBJECT

public:
    explicit GhostBar(QWidget *parent = nullptr);

    /// Shows a text; an empty one hides the bar.
    void setText(const QString &text);
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_text;
};

} // namespace coroscope
