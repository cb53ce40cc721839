// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace coroscope
{

/// A thin bar for the foot of a window: how much of a file was read, with a button that gives it up. It is in sight
/// only while a file is read.
class OpeningBar : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningBar(QWidget *parent = nullptr);

    /// How much was read, 0 to 1; at 1 the bar goes.
    void setShare(double share);
    bool isReading() const { return !isHidden(); }

Q_SIGNALS:
    void cancelRequested();

private:
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

} // namespace coroscope
