// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the workbench: opening, saving, what others write into it, and runs as traces.
#include "app/workbench.h"

#include "app/session.h"
#include "core/scenario/scalaredit.h"
#include "core/trace/tracefile.h"
#include "resources/library.h"
#include "ui/models/libraryprogram.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

const auto newName = u"untitled.coro.yaml"_s;

QString newText()
{
    return Workbench::tr("# Tasks that wait for each other: change something, and run it again.\n"
                         "coroscope: 1\n"
                         "title: A new scenario\n"
                         "params:\n"
                         "  jobs: {value: 6, min: 1, max: 40, help: how many there are to do}\n"
                         "  permits: {value: 2, min: 1, max: 10, help: how many may be done at once}\n"
                         "objects:\n"
                         "  sem: Semaphore(permits)\n"
                         "coroutines:\n"
                         "  job(i):\n"
                         "    - with: sem\n"
                         "      do:\n"
                         "        - sleep: ${uniform(0.2, 1)}\n"
                         "main:\n"
                         "  - gather: job(i)\n"
                         "    for: i in range(jobs)\n");
}

bool isTraceName(const QString &path)
{
    return path.endsWith(u".jsonl", Qt::CaseInsensitive) || path.endsWith(u".jsonl.gz", Qt::CaseInsensitive);
}

} // namespace

bool Workbench::isModified() const { return m_session.document().isModified(); }

QString Workbench::documentHint() const
{
    const ScenarioDocument &document = m_session.document();
    if (!document.isOpen())
        return {};
    const QString name = QFileInfo(document.name()).fileName();
    return document.isModified() ? name + u" ●"_s : name;
}

bool Workbench::mayLeave()
{
    if (!isModified())
        return true;
    const QString name = QFileInfo(m_session.document().name()).fileName();
    switch (m_questions.save(tr("%1 was changed and is not saved. Save it?").arg(name))) {
    case Answer::Save:
        return save();
    case Answer::Discard:
        return true;
    case Answer::Cancel:
        return false;
    }
    return false;
}

bool Workbench::open(const QString &path)
{
    if (isLibraryName(path))
        return openCopy(path);
    if (!mayLeave())
        return false;
    m_session.open(path);
    return true;
}

bool Workbench::openCopy(const QString &name)
{
    const Result<QByteArray> text = libraryText(name);
    if (!text) {
        Q_EMIT failed(tr("There is no such program"), text.fault().message);
        return false;
    }
    if (!mayLeave())
        return false;
    m_session.openText(QString::fromUtf8(text.value()), name.section(u':', 1) + u".coro.yaml"_s);
    return true;
}

bool Workbench::newScenario()
{
    if (!mayLeave())
        return false;
    m_session.openText(newText(), newName);
    return true;
}

bool Workbench::save()
{
    ScenarioDocument &document = m_session.document();
    if (!document.isOpen())
        return false;
    if (!document.hasFile())
        return saveAs();
    // What others wrote a moment ago is told of before it is written over.
    document.checkDisk();
    return saveAs(document.path());
}

bool Workbench::saveAs()
{
    const ScenarioDocument &document = m_session.document();
    if (!document.isOpen())
        return false;
    // What is built in lies in no folder.
    const QString suggested = document.hasFile() ? document.path() : QFileInfo(document.name()).fileName();
    QString path = m_questions.path(suggested);
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty()) {
        path += u".coro.yaml"_s;
        if (!mayReplace(path))
            return false;
    }
    return saveAs(path);
}

bool Workbench::mayReplace(const QString &path) const
{
    const QFileInfo info(path);
    return !info.exists() || m_questions.replace(tr("%1 is there already. Replace it?").arg(info.fileName()));
}

bool Workbench::saveAs(const QString &path)
{
    if (const auto fault = m_session.document().saveAs(path)) {
        Q_EMIT failed(tr("The scenario was not saved"), fault->text());
        return false;
    }
    Q_EMIT saved(path);
    return true;
}

bool Workbench::revert()
{
    ScenarioDocument &document = m_session.document();
    if (!document.isOpen())
        return false;
    const QString name = QFileInfo(document.name()).fileName();
    if (document.isModified() &&
        !m_questions.reload(tr("Give up the changes of %1, and take what was saved?").arg(name)))
        return false;
    if (const auto fault = document.revert()) {
        Q_EMIT failed(tr("The file could not be read again"), fault->text());
        return false;
    }
    return true;
}

void Workbench::takeDiskChange()
{
    ScenarioDocument &document = m_session.document();
    const QString name = QFileInfo(document.name()).fileName();
    if (document.isModified() &&
        !m_questions.reload(tr("%1 was changed by another program, and here as well. Take the other program's text? "
                               "Your changes would be lost.")
                                .arg(name)))
        return;
    if (const auto fault = document.revert())
        Q_EMIT failed(tr("The file could not be read again"), fault->text());
    else
        Q_EMIT noted(tr("%1 was changed by another program and read again").arg(name));
}

bool Workbench::writeKnobs()
{
    const RunSettings settings = m_session.settings();
    ScenarioEditor *editor = m_scenarioPanel->editor();
    QStringList faults;
    const auto apply = [editor, &faults](const Result<TextEdit> &edit) {
        if (!edit)
            faults += edit.fault().text();
        else if (!editor->replaceAt(edit.value().place.line, edit.value().place.column, edit.value().before,
                                    edit.value().replacement))
            faults += tr("line %1 is another one now").arg(edit.value().place.line);
    };
    editor->beginUndoAction();
    for (const auto &[name, value] : settings.knobs)
        apply(editParameter(m_scenarioPanel->text().toUtf8(), name, value));
    if (settings.seed)
        apply(editSeed(m_scenarioPanel->text().toUtf8(), *settings.seed));
    editor->endUndoAction();
    m_scenarioPanel->checkNow();
    if (!faults.isEmpty())
        Q_EMIT failed(tr("Not every value could be written into the text"), faults.join(u'\n'));
    return faults.isEmpty();
}

void Workbench::saveTrace(const QString &path)
{
    const auto store = m_session.store();
    if (!store)
        return;
    const bool isWhole = isTraceName(path);
    const QString name = isWhole ? path : path + u".coro.jsonl"_s;
    if (!isWhole && !mayReplace(name))
        return;
    const QPointer<Workbench> self(this);
    // The store stays alive until it is written, whatever is opened meanwhile.
    QThreadPool::globalInstance()->start([self, store, name] {
        const auto fault = coroscope::saveTrace(*store, name);
        QMetaObject::invokeMethod(qApp, [self, fault, name] {
            if (!self)
                return;
            if (fault)
                Q_EMIT self->failed(tr("The trace was not saved"), fault->text());
            else
                Q_EMIT self->traceSaved(name);
        });
    });
}

} // namespace coroscope
