// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenariocompletion.h"

#include "core/scenario/errortypes.h"
#include "core/scenario/expression.h"
#include "core/scenario/scenariowords.h"
#include "ui/panels/scenarionames.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString asKey(const QString &word) { return word + u": "_s; }

QStringList asKeys(const QStringList &words)
{
    QStringList keys;
    for (const QString &word : words)
        keys += asKey(word);
    return keys;
}

QStringList verbs()
{
    QStringList words;
    for (const VerbWords &verb : verbWords()) {
        const QString name = QString::fromUtf16(verb.name);
        words += verb.alone ? name : asKey(name);
    }
    return words;
}

QStringList nestedVerbs()
{
    QStringList words;
    for (const VerbWords &verb : verbWords()) {
        if (verb.nested)
            words += asKey(QString::fromUtf16(verb.name));
    }
    return words;
}

QStringList optionsOf(const VerbWords &verb)
{
    QStringList words;
    for (const char16_t *option : verb.options)
        words += asKey(QString::fromUtf16(option));
    return words;
}

QStringList functions()
{
    QStringList words{u"true"_s, u"false"_s, u"null"_s};
    for (const BuiltinFunction &function : builtinFunctions())
        words += QString::fromUtf16(function.name) + u'(';
    return words;
}

QStringList constructors()
{
    QStringList words;
    for (const ConstructorWords &constructor : constructorWords())
        words += QString::fromUtf16(constructor.name) + u'(';
    return words;
}

QStringList methodsOf(const ScenarioNames &names, const QString &object)
{
    const auto found = names.constructors.constFind(object);
    QStringList words;
    for (const QString &name : found != names.constructors.cend() ? methodNames(*found) : methodNames())
        words += name + u'(';
    return words;
}

QStringList errorNames(const ScenarioNames &names) { return ErrorTypes().names() + names.errors; }

/// Whether the text before the caret is within `${ … `.
bool isInExpression(QStringView before)
{
    const auto begin = before.lastIndexOf(u"${");
    return begin >= 0 && findExpressionEnd(before, static_cast<int>(begin) + 2) < 0;
}

/// The key of the value that the text before the caret belongs to, in a line `- key: va` or `{a: 1, key: va`.
QString keyBefore(const QString &before)
{
    static const QRegularExpression key(u"(?:^|[-{,]\\s*|^\\s+)([A-Za-z_]+):\\s[^:{]*$"_s);
    const auto match = key.match(before);
    return match.hasMatch() ? match.captured(1) : QString();
}

/// The verb of the step that a line without a dash belongs to; null if it is in none.
const VerbWords *verbAbove(const QStringList &lines, int line)
{
    static const QRegularExpression item(u"^(\\s*)-\\s+([a-z_]+)\\s*:?"_s);
    const int indent = indentOf(lines[line]);
    for (int at = line - 1; at >= 0; --at) {
        const auto match = item.match(lines[at]);
        const int there = indentOf(lines[at]);
        if (match.hasMatch() && there < indent)
            return there + 2 == indent ? findVerb(match.captured(2)) : nullptr;
        if (!lines[at].trimmed().isEmpty() && there < indent && !match.hasMatch())
            return nullptr;
    }
    return nullptr;
}

/// The key that the list or mapping a line belongs to hangs on, such as `except` or `do`.
QString ownerOf(const QStringList &lines, int line)
{
    static const QRegularExpression key(u"^\\s*(?:-\\s+)*([A-Za-z_]\\w*)(?:\\([^)]*\\))?\\s*:\\s*(?:#.*)?$"_s);
    const int indent = indentOf(lines[line]);
    for (int at = line - 1; at >= 0; --at) {
        if (lines[at].trimmed().isEmpty())
            continue;
        const QString &text = lines[at];
        // What stands behind a dash is two columns further in than the dash.
        const int there = indentOf(text) + (text.trimmed().startsWith(u"- ") ? 2 : 0);
        if (indentOf(text) < indent || (there <= indent && !text.trimmed().startsWith(u'-'))) {
            if (const auto match = key.match(text); match.hasMatch())
                return match.captured(1);
            if (indentOf(text) < indent)
                return {};
        }
    }
    return {};
}

QStringList awaitables(const ScenarioNames &names)
{
    QStringList words = names.variables + names.objects;
    for (const QString &name : names.coroutines)
        words += name + u'(';
    return words;
}

QStringList valuesOf(const QString &key, const QString &section, const ScenarioNames &names)
{
    const QStringList values = names.params + names.variables + names.objects + functions();
    if (section == u"objects" || key == u"in" || key == u"with") {
        if (section == u"objects")
            return constructors();
        return key == u"with" ? names.objects + names.resources : names.variables;
    }
    if (key == u"clock")
        return {u"virtual"_s, u"real"_s};
    if (key == u"return_when")
        return returnConditions();
    if (key == u"return_exceptions")
        return {u"true"_s, u"false"_s};
    if (key == u"raise")
        return errorNames(names) + names.variables;
    if (key == u"if" || key == u"while" || key == u"for")
        return values;
    static const QStringList calls{u"await"_s,    u"call"_s, u"create_task"_s, u"cancel"_s,       u"gather"_s,
                                   u"wait_for"_s, u"wait"_s, u"shield"_s,      u"as_completed"_s, u"async_for"_s};
    if (calls.contains(key))
        return awaitables(names);
    return {};
}

QStringList fitting(const QStringList &lines, int line, const QString &before, const QString &typed)
{
    static const QRegularExpression member(u"([\\p{L}_]\\w*)\\.\\w*$"_s);
    static const QRegularExpression call(u"[\\w\\]]\\([^()]*$"_s);
    static const QRegularExpression error(u"^\\s*-\\s+(?:[\\w| ]+\\|\\s*)?\\w*$"_s);
    const ScenarioNames names = ScenarioNames::of(lines);
    const QString section = sectionAt(lines, line);
    const QString lead = before.chopped(typed.size());
    if (const auto match = member.match(before); match.hasMatch())
        return methodsOf(names, match.captured(1));
    if (isInExpression(before) || call.match(lead).hasMatch())
        return names.params + names.variables + names.objects + functions();
    if (const QString key = keyBefore(before); !key.isEmpty())
        return valuesOf(key, section, names);
    if (lead.trimmed().isEmpty() && lead.isEmpty())
        return asKeys(topLevelKeys());
    const bool hasSteps = section == u"main" || section == u"coroutines" || section == u"resources";
    if (section == u"params") {
        return lead.contains(u'{') || indentOf(before) > 2 ? asKeys(parameterKeys()) : QStringList();
    }
    if (section == u"objects" && lead.trimmed().endsWith(u':'))
        return constructors();
    if (!hasSteps)
        return {};
    static const QRegularExpression mapping(u"(?<!\\$)\\{[^}]*$"_s);
    if (mapping.match(lead).hasMatch())
        return nestedVerbs();
    if (error.match(before).hasMatch()) {
        const QString owner = ownerOf(lines, line);
        if (owner == u"except")
            return asKeys(errorNames(names));
        if (owner == u"gather" || owner == u"wait" || owner == u"as_completed")
            return awaitables(names) + nestedVerbs();
        return verbs();
    }
    if (lead.trimmed().isEmpty()) {
        if (const VerbWords *verb = verbAbove(lines, line))
            return optionsOf(*verb);
        const QString owner = ownerOf(lines, line);
        if (section == u"resources")
            return asKeys({u"enter"_s, u"exit"_s});
        if (const VerbWords *verb = findVerb(owner); verb && !verb->nested)
            return nestedVerbs();
    }
    return {};
}

} // namespace

Completion completionAt(const QStringList &lines, int line, int column)
{
    Completion completion;
    if (line < 0 || line >= lines.size())
        return completion;
    const QString before = lines[line].left(column);
    qsizetype begin = before.size();
    while (begin > 0 && (before[begin - 1].isLetterOrNumber() || before[begin - 1] == u'_'))
        --begin;
    completion.typed = before.mid(begin);
    // Within a comment nothing fits.
    static const QRegularExpression comment(u"(^|\\s)#"_s);
    if (comment.match(before).hasMatch())
        return completion;
    const QString after = lines[line].mid(column).trimmed();
    for (QString word : fitting(lines, line, before, completion.typed)) {
        if (!word.startsWith(completion.typed))
            continue;
        // What stands behind the caret is not written twice.
        if ((word.endsWith(u": ") && after.startsWith(u':')) || (word.endsWith(u'(') && after.startsWith(u'(')))
            word.chop(word.endsWith(u'(') ? 1 : 2);
        if (word != completion.typed && !completion.words.contains(word))
            completion.words += word;
    }
    completion.words.sort();
    return completion;
}

} // namespace coroscope
