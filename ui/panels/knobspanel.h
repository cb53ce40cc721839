// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace coroscope
{

class KnobWidget;
class SeedBox;

/// A knob for every param of the scenario, and the seed. They say what a person chooses; what comes of it is not
/// theirs.
class KnobsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit KnobsPanel(QWidget *parent = nullptr);

    /// Shows the knobs of a scenario; null: none. A knob that stays as it is is kept, with its focus.
    void setScenario(const std::shared_ptr<const Scenario> &scenario);
    /// The text has faults: the knobs that were there wait, and cannot be used.
    void setWaiting(bool waits);
    /// Shows what is set in place of the file's values. Tells nobody.
    void setValues(const std::map<QString, QString> &values, std::optional<std::uint64_t> seed);
    void setTheme(ThemeKind kind);

    const std::vector<KnobWidget *> &knobs() const { return m_knobs; }
    KnobWidget *knob(const QString &name) const;
    SeedBox *seedBox() const { return m_seed; }
    QToolButton *diceButton() const { return m_dice; }
    QPushButton *resetButton() const { return m_reset; }
    QPushButton *writeButton() const { return m_write; }
    QString noteText() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// sizeHint() is another one.
    void needsOtherSize();
    void knobChosen(const QString &name, const QString &value);
    void seedChosen(quint64 seed);
    /// The file's values are wanted again.
    void resetRequested();
    /// What is set is to be written into the text of the scenario.
    void writeRequested();

private:
    void build();
    void focusFirstKnob();
    void updateButtons();
    void updateNote();
    void markChanges();

    std::shared_ptr<const Scenario> m_scenario;
    QStringList m_shapes;
    std::map<QString, QString> m_values;
    std::optional<std::uint64_t> m_seedSet;
    std::vector<KnobWidget *> m_knobs;
    std::vector<QLabel *> m_labels;
    QLabel *m_note;
    QWidget *m_rows = nullptr;
    QWidget *m_area;
    QLabel *m_seedLabel;
    SeedBox *m_seed;
    QToolButton *m_dice;
    QPushButton *m_reset;
    QPushButton *m_write;
    ThemeKind m_theme = ThemeKind::Dark;
    bool m_isWaiting = false;
    int m_wanted = -1; ///< the height told last
};

} // namespace coroscope
