// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelineimage.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace coroscope
{

/// What of a run goes into a picture.
enum class ExportRange : std::uint8_t { Visible, Selected, Whole };

/// Asks how a picture is to look and shows it small while it is made up.
///
/// It saves nothing itself: the window does what the signals ask for, with options().
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// What the window knows of the run at hand.
    struct Source {
        const Intervals *intervals = nullptr; ///< has to live as long as the dialog
        TimeRange visible;
        bool showsWhole = true; ///< the window shows the whole run
        std::optional<TimeRange> selected;
        ImageOptions options; ///< what the window would take: title, theme, lanes
    };

    explicit ExportDialog(const Source &source, QWidget *parent = nullptr);

    ImageOptions options() const;
    ExportRange range() const;
    void setRange(ExportRange range);
    /// The intervals are gone: closes without another look at them.
    void forget();
    /// Whether the preview does not show yet what was chosen.
    bool hasPreviewDue() const { return m_later.isActive(); }

Q_SIGNALS:
    void saveRequested();
    void copyRequested();
    void printRequested();

private:
    void buildForm();
    void updatePreview();

    Source m_source;
    QComboBox *m_range;
    QComboBox *m_theme;
    QComboBox *m_scale;
    QComboBox *m_arrows;
    QCheckBox *m_legend;
    QLineEdit *m_title;
    QPlainTextEdit *m_caption;
    QLabel *m_preview;
    QLabel *m_size;
    QTimer m_later;
};

} // namespace coroscope
