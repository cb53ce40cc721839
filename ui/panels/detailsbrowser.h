// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTextBrowser>

#include <vector>

namespace coroscope
{

/// The text of the details: rich text with links, and bars that it paints itself in the styles of the timeline.
class DetailsBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    /// A part of a bar.
    struct Part {
        double share = 0; ///< 0 to 1
        BarStyle style;
    };

    explicit DetailsBrowser(QWidget *parent = nullptr);

    /// What `bar:…` and `swatch:INDEX…` show from now on.
    void setParts(std::vector<Part> parts) { m_parts = std::move(parts); }
    /// Shows a text if it is another one, and stays where it is scrolled to.
    void showHtml(const QString &html);
    /// How wide a bar may be.
    int barWidth() const;
    static constexpr int barHeight = 12;

    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QImage painted(const QSize &size, const std::vector<Part> &parts) const;

    std::vector<Part> m_parts;
    QString m_html;
};

} // namespace coroscope
