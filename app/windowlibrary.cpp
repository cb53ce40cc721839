// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowlibrary.h"

#include "ui/models/librarymodel.h"
#include "ui/panels/libraryrow.h"

#include <QMenu>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace coroscope
{

WindowLibrary::WindowLibrary(QWidget *window)
    : QObject(window), m_window(window), m_model(new LibraryModel(this)), m_shelf(LibraryShelf::shared())
{
    const auto takePrograms = [this] {
        if (!m_shelf->programs().isEmpty())
            m_model->setPrograms(m_shelf->programs());
    };
    takePrograms();
    connect(m_shelf.get(), &LibraryShelf::programsRead, this, takePrograms);
    connect(m_shelf.get(), &LibraryShelf::pictureDrawn, this, &WindowLibrary::takePicture);
    // Asked for while it is painted.
    connect(
        m_model, &LibraryModel::pictureNeeded, this,
        [this](const QString &name) {
            takePicture(name);
            m_shelf->draw(name, m_look);
        },
        Qt::QueuedConnection);
}

WindowLibrary::~WindowLibrary() = default;

void WindowLibrary::setTheme(ThemeKind kind)
{
    const double ratio = m_window->devicePixelRatioF();
    const LibraryLook look{kind, (LibraryRow::pictureSize().toSizeF() * ratio).toSize(), ratio};
    if (look == m_look)
        return;
    m_look = look;
    m_model->forgetPictures();
}

void WindowLibrary::takePicture(const QString &name)
{
    if (const QImage picture = m_shelf->picture(name, m_look); !picture.isNull())
        m_model->setPicture(name, picture);
}

void WindowLibrary::fillMenu(QMenu *menu)
{
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex topic = m_model->index(i, 0);
        QMenu *part = menu->addMenu(topic.data().toString());
        const QString id = m_model->program(m_model->index(0, 0, topic))->entry.topic;
        part->setObjectName(u"examples-"_s + id);
        part->setToolTipsVisible(true);
        connect(part, &QMenu::aboutToShow, this, [this, part, id] { fillTopic(part, id); });
    }
}

void WindowLibrary::fillTopic(QMenu *menu, const QString &topic)
{
    if (!menu->isEmpty())
        return;
    for (const LibraryEntry &entry : libraryEntries()) {
        if (entry.topic != topic)
            continue;
        const LibraryProgram program = readLibraryProgram(entry);
        QAction *action =
            menu->addAction(program.title, this, [this, name = entry.name] { Q_EMIT chosen(libraryName(name)); });
        action->setToolTip(program.description);
        action->setObjectName(u"example-"_s + entry.name);
    }
}

} // namespace coroscope
