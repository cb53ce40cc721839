// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/exportdialog.h"

#include "ui/panels/choicebox.h"
#include "ui/timeline/waittext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr QSize previewSize(560, 360);

} // namespace

ExportDialog::ExportDialog(const Source &source, QWidget *parent)
    : QDialog(parent), m_source(source), m_range(new ChoiceBox(this)), m_theme(new ChoiceBox(this)),
      m_scale(new ChoiceBox(this)), m_arrows(new ChoiceBox(this)), m_legend(new QCheckBox(tr("&Legend"), this)),
      m_title(new QLineEdit(this)), m_caption(new QPlainTextEdit(this)), m_preview(new QLabel(this)),
      m_size(new QLabel(this))
{
    setWindowTitle(tr("Export picture"));
    setObjectName(u"exportDialog"_s);
    buildForm();
    // Letters come faster than pictures are drawn.
    m_later.setSingleShot(true);
    m_later.setInterval(60);
    connect(&m_later, &QTimer::timeout, this, &ExportDialog::updatePreview);
    updatePreview();
}

void ExportDialog::buildForm()
{
    const QString none = u" · "_s;
    const auto span = [](TimeRange range) {
        return tr("%1 to %2").arg(formatDuration(range.from), formatDuration(range.to));
    };
    m_range->addItem(m_source.showsWhole ? tr("What is in sight")
                                         : tr("What is in sight") + none + span(m_source.visible),
                     static_cast<int>(ExportRange::Visible));
    if (m_source.selected) {
        m_range->addItem(tr("The selected range") + none + span(*m_source.selected),
                         static_cast<int>(ExportRange::Selected));
    }
    m_range->addItem(tr("The whole run"), static_cast<int>(ExportRange::Whole));
    setRange(m_source.selected ? ExportRange::Selected : ExportRange::Visible);

    m_theme->addItem(tr("Dark"), static_cast<int>(ThemeKind::Dark));
    m_theme->addItem(tr("Light"), static_cast<int>(ThemeKind::Light));
    m_theme->setCurrentIndex(m_source.options.theme == ThemeKind::Light ? 1 : 0);
    for (const int factor : {1, 2, 3})
        m_scale->addItem(u"%1×"_s.arg(factor), factor);
    m_scale->setToolTip(
        tr("Pixels of a PNG or of the clipboard for each of the window; SVG and PDF are sharp at any size"));
    m_arrows->addItem(tr("None"), static_cast<int>(ImageArrows::None));
    m_arrows->addItem(tr("Of the selected task"), static_cast<int>(ImageArrows::Selected));
    m_arrows->addItem(tr("All"), static_cast<int>(ImageArrows::All));
    m_arrows->setCurrentIndex(static_cast<int>(m_source.options.arrows));
    m_legend->setChecked(m_source.options.legend);
    m_title->setText(m_source.options.title);
    m_title->setPlaceholderText(tr("None"));
    m_caption->setPlainText(m_source.options.caption);
    m_caption->setPlaceholderText(tr("A text below the lanes"));
    m_caption->setTabChangesFocus(true);
    m_caption->setFixedHeight(58);

    auto *form = new QFormLayout;
    form->addRow(tr("&Part"), m_range);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Caption"), m_caption);
    form->addRow(tr("T&heme"), m_theme);
    form->addRow(tr("&Arrows"), m_arrows);
    form->addRow(tr("&Size"), m_scale);
    form->addRow(QString(), m_legend);

    m_preview->setFixedSize(previewSize);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setObjectName(u"preview"_s);
    m_preview->setAccessibleName(tr("Preview"));
    m_size->setObjectName(u"muted"_s);
    auto *right = new QVBoxLayout;
    right->addWidget(m_preview);
    right->addWidget(m_size);
    right->addStretch();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *const save = buttons->addButton(tr("Save &as…"), QDialogButtonBox::ActionRole);
    QPushButton *const copy = buttons->addButton(tr("C&opy"), QDialogButtonBox::ActionRole);
    QPushButton *const print = buttons->addButton(tr("P&rint…"), QDialogButtonBox::ActionRole);
    save->setDefault(true);
    save->setObjectName(u"save"_s);
    copy->setObjectName(u"copy"_s);
    print->setObjectName(u"print"_s);
    connect(save, &QPushButton::clicked, this, &ExportDialog::saveRequested);
    connect(copy, &QPushButton::clicked, this, &ExportDialog::copyRequested);
    connect(print, &QPushButton::clicked, this, &ExportDialog::printRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(18);
    middle->addLayout(form, 1);
    middle->addLayout(right);
    auto *all = new QVBoxLayout(this);
    all->addLayout(middle);
    all->addWidget(buttons);

    const auto changed = [this] { m_later.start(); };
    for (QComboBox *box : {m_range, m_theme, m_scale, m_arrows})
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    connect(m_legend, &QCheckBox::toggled, this, changed);
    connect(m_title, &QLineEdit::textChanged, this, changed);
    connect(m_caption, &QPlainTextEdit::textChanged, this, changed);
}

ExportRange ExportDialog::range() const { return static_cast<ExportRange>(m_range->currentData().toInt()); }

void ExportDialog::setRange(ExportRange range)
{
    if (const int index = m_range->findData(static_cast<int>(range)); index >= 0)
        m_range->setCurrentIndex(index);
}

void ExportDialog::forget()
{
    m_later.stop();
    m_source.intervals = nullptr;
    reject();
}

ImageOptions ExportDialog::options() const
{
    ImageOptions options = m_source.options;
    options.from.reset();
    options.to.reset();
    const auto take = [&](TimeRange range) {
        options.from = range.from;
        options.to = range.to;
    };
    if (range() == ExportRange::Selected && m_source.selected)
        take(*m_source.selected);
    else if (range() == ExportRange::Visible && !m_source.showsWhole)
        take(m_source.visible);
    options.theme = static_cast<ThemeKind>(m_theme->currentData().toInt());
    options.scale = m_scale->currentData().toInt();
    options.arrows = static_cast<ImageArrows>(m_arrows->currentData().toInt());
    options.legend = m_legend->isChecked();
    options.title = m_title->text();
    options.caption = m_caption->toPlainText();
    return options;
}

void ExportDialog::updatePreview()
{
    if (!m_source.intervals)
        return;
    ImageOptions wanted = options();
    const double factor = wanted.scale;
    wanted.scale = 1;
    const QImage image = timelineImage(*m_source.intervals, wanted);
    m_size->setText(tr("%1 × %2 pixels").arg(image.width() * factor).arg(image.height() * factor));
    const double ratio = devicePixelRatioF();
    QPixmap small =
        QPixmap::fromImage(image.scaled(previewSize * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    small.setDevicePixelRatio(ratio);
    m_preview->setPixmap(small);
}

} // namespace coroscope
