// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/helppages.h"

#include <QFrame>

class QLabel;
class QScrollArea;
class QToolButton;

namespace coroscope
{

/// A strip that tells what went wrong, above what it concerns, until it is closed or the next file opens. Nothing has
/// to be clicked away to go on.
class MessageArea : public QFrame
{
    Q_OBJECT

public:
    explicit MessageArea(QWidget *parent = nullptr);

    /// Shows `summary` in bold and below it the lines of `details`, if any.
    void showMessage(const QString &summary, const QString &details);
    /// Offers the help on what the message says, until the next one.
    void offerHelp(const HelpPlace &place);
    void clear();

    QString summary() const;
    QString details() const;

Q_SIGNALS:
    void visibilityChanged(bool isShown);
    void helpRequested(const HelpPlace &place);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fitDetails();

    QLabel *m_summary;
    QLabel *m_details;
    QScrollArea *m_scroll;
    QToolButton *m_help;
    HelpPlace m_helpPlace;
};

} // namespace coroscope
