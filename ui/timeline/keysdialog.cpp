// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/keysdialog.h"

#include "ui/timeline/timelinekeys.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

struct Row {
    QStringList keys;
    QString text;
};

/// The keys of a group, those that do the same in one row.
std::vector<Row> rowsOf(KeyGroup group)
{
    std::vector<std::pair<TimelineAction, Row>> rows;
    for (const TimelineKey &key : timelineKeys()) {
        if (key.group != group)
            continue;
        if (rows.empty() || rows.back().first != key.action)
            rows.push_back({key.action, {{}, key.description()}});
        rows.back().second.keys += key.keyText();
    }
    std::vector<Row> only;
    for (auto &[action, row] : rows)
        only.push_back(std::move(row));
    return only;
}

} // namespace

KeysDialog::KeysDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(u"keys"_s);
    setWindowTitle(tr("Keys"));
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(windowTitle());
    list->setColumnCount(2);
    list->setHeaderLabels({tr("What it does"), tr("Key")});
    list->setRootIsDecorated(false);
    list->setItemsExpandable(false);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setUniformRowHeights(true);
    const auto addGroup = [list](const QString &name, const std::vector<Row> &rows) {
        auto *group = new QTreeWidgetItem(list, {name});
        QFont font = list->font();
        font.setBold(true);
        group->setFont(0, font);
        group->setFlags(Qt::ItemIsEnabled);
        for (const Row &row : rows)
            new QTreeWidgetItem(group, {row.text, row.keys.join(u", "_s)});
    };
    for (const KeyGroup group : {KeyGroup::Time, KeyGroup::Lanes, KeyGroup::Cursor, KeyGroup::Causes, KeyGroup::Other})
        addGroup(keyGroupName(group), rowsOf(group));
    addGroup(tr("Pointer"), {{{tr("Wheel")}, tr("Scroll the lanes")},
                             {{tr("Ctrl+Wheel"), tr("pinch")}, tr("Zoom at the pointer")},
                             {{tr("Shift+Wheel"), tr("drag")}, tr("Move through time")},
                             {{tr("Click")}, tr("Select, and put the cursor there")},
                             {{tr("Double click")}, tr("The whole life of a task")},
                             {{tr("Drag on the ruler"), tr("Shift+drag")}, tr("Select a range")},
                             {{tr("Drag the time at the cursor")}, tr("Move the cursor")},
                             {{tr("Double click on the ruler")}, tr("A mark with a note, or its note again")}});
    const auto native = [](QKeyCombination key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    addGroup(tr("Window"), {{{native(QKeyCombination(Qt::Key_F1))}, tr("Help on what has the focus")},
                            {{native(Qt::CTRL | Qt::Key_F6)}, tr("The next panel")},
                            {{native(Qt::CTRL | Qt::SHIFT | Qt::Key_F6)}, tr("The panel before")},
                            {{native(Qt::CTRL | Qt::ALT | Qt::Key_Plus)}, tr("Larger texts")},
                            {{native(Qt::CTRL | Qt::ALT | Qt::Key_Minus)}, tr("Smaller texts")},
                            {{native(Qt::CTRL | Qt::ALT | Qt::Key_0)}, tr("Texts as made")}});
    list->expandAll();
    list->resizeColumnToContents(0);
    list->header()->setStretchLastSection(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(buttons);
    resize(640, 640);
}

} // namespace coroscope
