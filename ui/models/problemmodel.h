// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/problems.h"
#include "core/base/result.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QIcon>

#include <array>
#include <vector>

namespace coroscope
{

/// What is wrong, a row each: first the faults that the checker finds in the scenario, then the problems of the run.
/// Rows are read when they are shown. Where the help tells more, the last column says so.
class ProblemModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Place, Text, Help };
    static constexpr int columns = Help + 1;

    explicit ProblemModel(QObject *parent = nullptr);

    /// Faults of the scenario as it is edited.
    void setFaults(std::vector<Fault> faults);
    const std::vector<Fault> &faults() const { return m_faults; }
    /// Shows the problems of another run, or of none. The finder has to live until the next call.
    void setFinder(const ProblemFinder *finder, const RunIndex *index);
    /// Takes in what the finder found.
    void refresh();
    void setTheme(ThemeKind kind);

    /// Faults and problems, their details not counted.
    int problemCount() const;
    /// The fault or the problem of a row; nothing for the other.
    const Fault *fault(int row) const;
    const Problem *problem(int row) const;
    /// The section of the page of errors that tells more of a row; empty if there is none.
    QString helpSection(int row) const;
    /// The row as a line of text.
    QString rowText(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant helpData(int row, int role) const;
    QString placeText(int row) const;
    QString text(int row) const;
    Severity severity(int row) const;
    bool isDetail(int row) const;
    void makeIcons();

    std::vector<Fault> m_faults;
    const ProblemFinder *m_finder = nullptr;
    const RunIndex *m_index = nullptr;
    std::size_t m_shown = 0; // problems that are rows
    ThemeKind m_theme = ThemeKind::Dark;
    std::array<QIcon, 3> m_icons;
};

} // namespace coroscope
