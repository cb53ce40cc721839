// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace coroscope
{

/// A page of the help, or a section of one.
struct HelpPlace {
    QString page;   ///< the name of its file without the ending: `steps`
    QString anchor; ///< of a heading: `create_task`; empty: the top

    bool operator==(const HelpPlace &) const = default;
};

/// A part of a page under one heading.
struct HelpSection {
    int level = 1;
    QString title;
    QString anchor;
    QString text; ///< up to the next heading, in Markdown
};

struct HelpPage {
    QString name;
    QString title;
    QString markdown; ///< without the marks for tests
    QList<HelpSection> sections;
};

/// Where words were found.
struct HelpHit {
    HelpPlace place;
    QString title;   ///< of the page and the section: `Steps › gather`
    QString excerpt; ///< a line of it
};

/// The pages of the help that the program carries with it.
class HelpPages
{
public:
    /// Reads the pages that `index.md` in the folder lists, in its order, itself first. A page that is missing is left
    /// out.
    explicit HelpPages(const QString &folder = QStringLiteral(":/help"));

    const QList<HelpPage> &all() const { return m_pages; }
    /// Null if there is none of that name.
    const HelpPage *page(const QString &name) const;
    /// Whether the page is there, and in it the section.
    bool contains(const HelpPlace &place) const;

    /// The sections that have all the words, in any case; those with the words in their titles first.
    QList<HelpHit> find(const QString &words) const;

private:
    QList<HelpPage> m_pages;
};

/// The anchor of a heading, as GitHub makes it: `Kind of value` is `kind-of-value`.
QString helpAnchor(const QString &heading);

} // namespace coroscope
