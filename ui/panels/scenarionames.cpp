// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenarionames.h"

#include "core/scenario/scenariowords.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QStringList sorted(const QSet<QString> &names)
{
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

/// `a, b: 1, c` as names, if they are such.
void addNames(QSet<QString> &names, QStringView list)
{
    for (const QStringView part : list.split(u',')) {
        const QStringView name = part.trimmed();
        if (isIdentifier(name))
            names.insert(name.toString());
    }
}

} // namespace

int indentOf(QStringView line)
{
    int indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    return indent;
}

QString sectionAt(const QStringList &lines, int line)
{
    for (int at = std::min(line, static_cast<int>(lines.size()) - 1); at >= 0; --at) {
        const QString &text = lines[at];
        if (text.isEmpty() || !text.front().isLetter())
            continue;
        const auto colon = text.indexOf(u':');
        return colon > 0 ? text.left(colon).trimmed() : QString();
    }
    return {};
}

ScenarioNames ScenarioNames::of(const QStringList &lines)
{
    static const QRegularExpression declared(u"^ +([\\p{L}_]\\w*)(?:\\(([^)]*)\\))?\\s*:\\s*([A-Za-z]*)"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression bound(
        u"(?:\\bas:\\s*\\[?\\s*|\\bfor:\\s*)([\\w, ]+?)\\s*(?:\\]|\\bin\\b|$|[}#])"_s);
    static const QRegularExpression assigned(u"\\blet:\\s*\\{([^}]*)"_s);
    static const QRegularExpression key(u"([\\p{L}_]\\w*)\\s*:"_s);
    QSet<QString> params;
    QSet<QString> objects;
    QSet<QString> coroutines;
    QSet<QString> resources;
    QSet<QString> variables;
    QSet<QString> errors;
    ScenarioNames names;
    QString section;
    int level = -1; // of the names in the section
    int let = -1;   // of the names below a `let:`
    for (const QString &line : lines) {
        const QString text = line.trimmed();
        if (text.isEmpty() || text.startsWith(u'#'))
            continue;
        const int indent = indentOf(line);
        if (indent == 0 && text.front().isLetter()) {
            section = text.section(u':', 0, 0).trimmed();
            level = -1;
            continue;
        }
        if (level < 0)
            level = indent;
        if (indent == level && section != u"main") {
            if (const auto match = declared.match(line); match.hasMatch()) {
                const QString name = match.captured(1);
                if (section == u"params")
                    params.insert(name);
                else if (section == u"objects")
                    objects.insert(name);
                else if (section == u"coroutines")
                    coroutines.insert(name);
                else if (section == u"resources")
                    resources.insert(name);
                else if (section == u"errors")
                    errors.insert(name);
                addNames(variables, match.captured(2));
                if (const ConstructorWords *words =
                        section == u"objects" ? findConstructor(match.captured(3)) : nullptr)
                    names.constructors.insert(name, words->constructor);
            }
        }
        if (section != u"main" && section != u"coroutines" && section != u"resources")
            continue;
        if (let >= 0 && indent > let) {
            if (const auto match = key.match(text); match.hasMatch() && match.capturedStart() == 0)
                variables.insert(match.captured(1));
        } else {
            let = text.endsWith(u"let:") ? indent : -1;
        }
        for (const auto &match : bound.globalMatch(line))
            addNames(variables, match.captured(1));
        if (const auto match = assigned.match(line); match.hasMatch()) {
            for (const auto &one : key.globalMatch(match.captured(1)))
                variables.insert(one.captured(1));
        }
    }
    names.params = sorted(params);
    names.objects = sorted(objects);
    names.coroutines = sorted(coroutines);
    names.resources = sorted(resources);
    names.variables = sorted(variables);
    names.errors = sorted(errors);
    return names;
}

} // namespace coroscope
