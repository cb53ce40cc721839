// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problemmodel.h"

#include "core/analysis/words.h"
#include "ui/panels/severityicon.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemModel::tr("error");
    case Severity::Warning:
        return ProblemModel::tr("warning");
    case Severity::Hint:
        return ProblemModel::tr("hint");
    }
    return {};
}

} // namespace

ProblemModel::ProblemModel(QObject *parent) : QAbstractTableModel(parent) { makeIcons(); }

void ProblemModel::makeIcons()
{
    for (std::size_t i = 0; i < m_icons.size(); ++i)
        m_icons[i] = severityIcon(static_cast<Severity>(i), theme(m_theme));
}

void ProblemModel::setFaults(std::vector<Fault> faults)
{
    if (!m_faults.empty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_faults.size()) - 1);
        m_faults.clear();
        endRemoveRows();
    }
    if (!faults.empty()) {
        beginInsertRows({}, 0, static_cast<int>(faults.size()) - 1);
        m_faults = std::move(faults);
        endInsertRows();
    }
}

void ProblemModel::setFinder(const ProblemFinder *finder, const RunIndex *index)
{
    const auto first = static_cast<int>(m_faults.size());
    if (m_shown > 0) {
        beginRemoveRows({}, first, first + static_cast<int>(m_shown) - 1);
        m_shown = 0;
        endRemoveRows();
    }
    m_finder = finder;
    m_index = index;
    refresh();
}

void ProblemModel::refresh()
{
    const std::size_t found = m_finder != nullptr ? m_finder->problems().size() : 0;
    if (found <= m_shown)
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(found - m_shown) - 1);
    m_shown = found;
    endInsertRows();
}

void ProblemModel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    makeIcons();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Help), {Qt::ForegroundRole, Qt::DecorationRole});
}

int ProblemModel::problemCount() const
{
    return static_cast<int>(m_faults.size() + (m_finder != nullptr ? m_finder->count() : 0));
}

const Fault *ProblemModel::fault(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return row >= 0 && place < m_faults.size() ? &m_faults[place] : nullptr;
}

const Problem *ProblemModel::problem(int row) const
{
    const auto first = static_cast<int>(m_faults.size());
    if (row < first || row >= rowCount())
        return nullptr;
    return &m_finder->problems()[static_cast<std::size_t>(row - first)];
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_faults.size() + m_shown);
}

int ProblemModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : columns; }

Severity ProblemModel::severity(int row) const
{
    const Problem *const found = problem(row);
    return found != nullptr ? found->severity : Severity::Error;
}

bool ProblemModel::isDetail(int row) const
{
    const Problem *const found = problem(row);
    return found != nullptr && found->isDetail;
}

QString ProblemModel::placeText(int row) const
{
    if (const Fault *const wrong = fault(row)) {
        QString place = QFileInfo(wrong->file).fileName();
        if (wrong->line > 0)
            place = tr("line %1").arg(wrong->line);
        return place;
    }
    const Problem *const found = problem(row);
    return found != nullptr && !found->isDetail ? formatRunMoment(found->time, m_index->intervals().end()) : QString();
}

QString ProblemModel::text(int row) const
{
    if (const Fault *const wrong = fault(row))
        return wrong->message;
    const Problem *const found = problem(row);
    return found != nullptr ? found->text.plain() : QString();
}

QString ProblemModel::helpSection(int row) const
{
    const Fault *const wrong = fault(row);
    return wrong != nullptr ? QString(faultSection(wrong->kind)) : QString();
}

QString ProblemModel::rowText(int row) const
{
    const QString place = placeText(row);
    return place.isEmpty() ? text(row) : place + u": "_s + text(row);
}

/// What looks and acts as a link.
QVariant ProblemModel::helpData(int row, int role) const
{
    const QString section = helpSection(row);
    if (section.isEmpty())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return tr("Help");
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("Help: %1 (F1)").arg(QString(section).replace(u'-', u' '));
    case Qt::ForegroundRole:
        return theme(m_theme).ink(Ink::Accent);
    case Qt::FontRole: {
        QFont font = themeFont(FontRole::Body);
        font.setUnderline(true);
        return font;
    }
    default:
        return {};
    }
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    if (index.column() == Help)
        return helpData(row, role);
    const bool isText = index.column() == Text;
    switch (role) {
    case Qt::DisplayRole:
        if (!isText)
            return placeText(row);
        return isDetail(row) ? u"    "_s + text(row).simplified() : text(row).simplified();
    case Qt::DecorationRole:
        return !isText && !isDetail(row) ? m_icons[static_cast<std::size_t>(severity(row))] : QVariant();
    case Qt::ToolTipRole:
        return isText ? text(row) : QString();
    case Qt::AccessibleTextRole:
        return isText ? text(row) : severityText(severity(row)) + u' ' + placeText(row);
    case Qt::ForegroundRole:
        return theme(m_theme).ink(isText ? Ink::Text : Ink::Muted);
    case Qt::FontRole:
        return themeFont(isText ? FontRole::Body : FontRole::Mono);
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    return section == Place ? tr("Place") : section == Text ? tr("Problem") : QString();
}

} // namespace coroscope
