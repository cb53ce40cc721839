// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/legend.h"
#include "ui/timeline/textmeasure.h"

#include <QWidget>

namespace coroscope
{

/// What the colours of the timeline mean, in as many rows as the width asks for.
class LegendWidget : public QWidget
{
    Q_OBJECT

public:
    explicit LegendWidget(QWidget *parent = nullptr);

    void setTheme(ThemeKind kind);
    /// As the timeline's.
    void setScale(double scale);
    /// The kinds of waiting that it lists, one bit a kind.
    void setWaitKinds(std::uint32_t kinds);
    /// What it lists beside states and marks.
    void setExtras(LegendExtras extras);

    QSize sizeHint() const override { return {400, heightForWidth(width())}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    /// It has other entries, or larger ones.
    void needsOtherSize();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void update();
    void fitHeight();

    FontMeasure m_measure;
    std::vector<LegendEntry> m_entries;
    std::uint32_t m_kinds = 0;
    LegendExtras m_extras;
    ThemeKind m_theme = ThemeKind::Dark;
    double m_scale = 1;
};

} // namespace coroscope
