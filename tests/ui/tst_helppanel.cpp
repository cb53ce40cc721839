// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/faultkind.h"
#include "ui/panels/helppanel.h"

#include <QAccessible>
#include <QAction>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// The help as it stands in the program: its pages, the way through them, and what leads into it.
class TestHelpPanel : public QObject
{
    Q_OBJECT

    static QStringList itemsOf(const HelpPanel &panel)
    {
        QStringList texts;
        for (int index = 0; index < panel.contents()->topLevelItemCount(); ++index)
            texts += panel.contents()->topLevelItem(index)->text(0);
        return texts;
    }
    static void trigger(HelpPanel &panel, const QString &name) { panel.findChild<QAction *>(name)->trigger(); }
    /// The heading that stands at the top of what is in sight.
    static QString headingInSight(const HelpPanel &panel)
    {
        HelpBrowser &browser = *panel.browser();
        QTextBlock block = browser.cursorForPosition({browser.viewport()->width() / 2, 12}).block();
        while (block.isValid() && block.blockFormat().headingLevel() == 0)
            block = block.next();
        return block.text();
    }

private Q_SLOTS:
    void thePagesStandInTheOrderOfTheIndex()
    {
        const HelpPages pages;
        QStringList names;
        for (const HelpPage &page : pages.all())
            names += page.name;
        QCOMPARE(names.first(), u"index"_s);
        for (const auto &name :
             {u"first-steps"_s, u"reading-the-picture"_s, u"panels"_s, u"scenario-format"_s, u"steps"_s, u"errors"_s,
              u"keys"_s, u"command-line"_s, u"trace-format"_s, u"library"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
        QCOMPARE(pages.page(u"steps"_s)->title, u"Steps"_s);
        QVERIFY(!pages.page(u"none"_s));
        QVERIFY(!pages.page(u"steps"_s)->markdown.contains(u"<!--"_s));
        QVERIFY(HelpPages(u":/nowhere"_s).all().isEmpty());
    }

    void everyKindOfFaultHasItsSection()
    {
        const HelpPages pages;
        QVERIFY(!faultKinds().empty());
        for (const FaultKind kind : faultKinds())
            QVERIFY2(pages.contains({u"errors"_s, faultSection(kind)}), faultSection(kind).data());
    }

    void anchorsAreThoseOfGitHub_data()
    {
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("anchor");
        QTest::newRow("words") << u"Kind of value"_s << u"kind-of-value"_s;
        QTest::newRow("code") << u"as_completed"_s << u"as_completed"_s;
        QTest::newRow("signs") << u"C++: `hold()`, and so on"_s << u"c-hold-and-so-on"_s;
        QTest::newRow("other letters") << u"Für alle"_s << u"für-alle"_s;
    }
    void anchorsAreThoseOfGitHub()
    {
        QFETCH(const QString, heading);
        QTEST(helpAnchor(heading), "anchor");
    }

    void aSectionOpensWithItsHeadingAtTheTop()
    {
        HelpPanel panel;
        panel.resize(800, 400);
        panel.show();
        panel.open({u"steps"_s, u"task_group"_s});
        QCOMPARE(panel.place(), (HelpPlace{u"steps"_s, u"task_group"_s}));
        QCOMPARE(headingInSight(panel), u"task_group"_s);
        QCOMPARE(panel.contents()->currentItem()->text(0), u"task_group"_s);
        panel.open({u"steps"_s, u"sleep"_s});
        QCOMPARE(headingInSight(panel), u"sleep"_s);
    }

    void backAndForwardGoThroughWhatWasRead()
    {
        HelpPanel panel;
        panel.show();
        QVERIFY(!panel.findChild<QAction *>(u"helpBack"_s)->isEnabled());
        panel.open({u"steps"_s, {}});
        panel.open({u"errors"_s, u"duration"_s});
        trigger(panel, u"helpBack"_s);
        QCOMPARE(panel.place(), (HelpPlace{u"steps"_s, {}}));
        trigger(panel, u"helpBack"_s);
        QCOMPARE(panel.place(), (HelpPlace{u"index"_s, {}}));
        QVERIFY(!panel.findChild<QAction *>(u"helpBack"_s)->isEnabled());
        trigger(panel, u"helpForward"_s);
        trigger(panel, u"helpForward"_s);
        QCOMPARE(panel.place(), (HelpPlace{u"errors"_s, u"duration"_s}));
        trigger(panel, u"helpStart"_s);
        QCOMPARE(panel.place(), (HelpPlace{u"index"_s, {}}));
    }

    void linksLeadToOtherPages()
    {
        HelpPanel panel;
        panel.show();
        panel.browser()->setFocus();
        QTest::keyClick(panel.browser(), Qt::Key_Tab);
        QTest::keyClick(panel.browser(), Qt::Key_Return);
        QCOMPARE(panel.place(), (HelpPlace{u"first-steps"_s, {}}));
        panel.browser()->setSource(QUrl(u"scenario-format.md#durations"_s));
        QCOMPARE(panel.place(), (HelpPlace{u"scenario-format"_s, u"durations"_s}));
    }

    void aPageThatIsNotThereSaysSo()
    {
        HelpPanel panel;
        panel.open({u"nowhere"_s, {}});
        QVERIFY(panel.browser()->toPlainText().contains(u"no page of this name"_s));
    }

    void wordsAreFoundInTitlesFirst()
    {
        const HelpPages pages;
        const QList<HelpHit> hits = pages.find(u"Gather"_s);
        QVERIFY(hits.size() > 2);
        QCOMPARE(hits.first().title, u"Steps › gather"_s);
        QCOMPARE(hits.first().place, (HelpPlace{u"steps"_s, u"gather"_s}));
        QVERIFY(!hits.first().excerpt.isEmpty());
        QVERIFY(pages.find(u"  "_s).isEmpty());
        QVERIFY(pages.find(u"gather zzzzz"_s).isEmpty());
    }

    void theListShowsWhatIsFoundWhileSomethingIsSearched()
    {
        HelpPanel panel;
        panel.show();
        const QStringList all = itemsOf(panel);
        panel.searchField()->setFocus();
        QTest::keyClicks(panel.searchField(), u"never awaited"_s);
        QTest::keyClicks(panel.searchField(), u" zzzz"_s);
        QCOMPARE(itemsOf(panel), QStringList{u"Nothing was found."_s});
        panel.searchField()->setText(u"shield"_s);
        QCOMPARE(itemsOf(panel).first(), u"Steps › shield"_s);
        QTest::keyClick(panel.searchField(), Qt::Key_Return);
        QCOMPARE(panel.place(), (HelpPlace{u"steps"_s, u"shield"_s}));
        QTest::keyClick(panel.searchField(), Qt::Key_Escape);
        QCOMPARE(itemsOf(panel), all);
        QVERIFY(panel.isVisible());
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.isVisible());
    }

    void inBothThemesTextsAndLinksAreEasyToRead()
    {
        HelpPanel panel;
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            panel.setTheme(kind);
            const QColor paper = theme(kind).window;
            for (QTextBlock block = panel.browser()->document()->begin(); block.isValid(); block = block.next()) {
                for (auto part = block.begin(); !part.atEnd(); ++part)
                    QVERIFY(contrastRatio(part.fragment().charFormat().foreground().color(), paper) >= 4.5);
            }
        }
    }

    void aProgramIsOneBlockSoThatItsLinesAreWhole()
    {
        HelpPanel panel;
        panel.open({u"steps"_s, u"sleep"_s});
        QTextBlock block = panel.browser()->document()->begin();
        while (block.isValid() && !block.text().startsWith(u"- sleep: 1.5"_s))
            block = block.next();
        QCOMPARE(block.text().split(QChar::LineSeparator),
                 (QStringList{u"- sleep: 1.5"_s, u"- sleep: 250ms"_s, u"- log: ${now()}"_s}));
        QCOMPARE(block.next().text(), u"1.75"_s);
    }

    void allOfItIsReachedByKeyAndHasAName()
    {
        HelpPanel panel;
        panel.show();
        panel.open({u"steps"_s, {}});
        QSet<const QWidget *> reached;
        QWidget *at = panel.searchField();
        for (int step = 0; step < 200 && !reached.contains(at->nextInFocusChain()); ++step) {
            at = at->nextInFocusChain();
            reached.insert(at);
        }
        for (const QWidget *widget : panel.findChildren<QWidget *>()) {
            if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0)
                continue;
            QVERIFY(reached.contains(widget) || widget == panel.searchField());
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
    }

    void otherThemesAndSizesLeaveThePageWhereItIs()
    {
        HelpPanel panel;
        panel.resize(800, 400);
        panel.show();
        panel.open({u"steps"_s, u"wait"_s});
        panel.setTheme(ThemeKind::Light);
        QCOMPARE(panel.place(), (HelpPlace{u"steps"_s, u"wait"_s}));
        QCOMPARE(headingInSight(panel), u"wait"_s);
        setTextScale(1.5);
        panel.setTheme(ThemeKind::Dark);
        setTextScale(1);
        QCOMPARE(panel.place(), (HelpPlace{u"steps"_s, u"wait"_s}));
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestHelpPanel)
#include "tst_helppanel.moc"
