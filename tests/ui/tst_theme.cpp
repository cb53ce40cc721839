// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenarioeditor.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <set>

namespace coroscope
{

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsStandOutFromWhatIsBehindThem_data() { themes(); }
    void textsStandOutFromWhatIsBehindThem()
    {
        const Theme &colors = chosen();
        const QColor behind[] = {colors.window, colors.canvas, colors.ink(Ink::Selection), colors.ink(Ink::Hover)};
        const Ink inks[] = {Ink::Text, Ink::Muted,  Ink::Accent,    Ink::Running,
                            Ink::Done, Ink::Failed, Ink::Cancelled, Ink::TimedOut};
        for (const Ink ink : inks) {
            for (const QColor &background : behind)
                QVERIFY2(contrastRatio(colors.ink(ink), background) >= 4.5,
                         qPrintable(told(static_cast<int>(ink), colors.ink(ink), background)));
        }
        for (const QColor &background : {colors.raised, colors.window})
            QVERIFY(contrastRatio(colors.ink(Ink::Muted), background) >= 4.5);
        QVERIFY(contrastRatio(colors.ink(Ink::Text), colors.pressed) >= 4.5);
        QVERIFY(contrastRatio(colors.ink(Ink::OnAccent), colors.ink(Ink::Accent)) >= 4.5);
        QVERIFY(contrastRatio(colors.ink(Ink::Capacity), colors.ink(Ink::Track)) >= 4.5);
        QVERIFY(contrastRatio(colors.ink(Ink::Capacity), colors.ink(Ink::Waiters)) >= 4.5);
    }

    // Each pair that the style sheet or a panel puts together.
    void textsOfPanelsStandOut_data() { themes(); }
    void textsOfPanelsStandOut()
    {
        const Theme &colors = chosen();
        const auto check = [&](const char *what, const QColor &text, const QColor &behind) {
            QVERIFY2(contrastRatio(text, behind) >= 4.5,
                     qPrintable(QLatin1String(what) + QStringLiteral(": ") + told(0, text, behind)));
        };
        for (const Ink ink : {Ink::Text, Ink::Muted, Ink::Running}) {
            check("button", colors.ink(ink), colors.raised);
            check("button under the pointer", colors.ink(ink), colors.pressed);
        }
        for (const QColor &behind : {colors.window, colors.ink(Ink::Selection), colors.ink(Ink::Hover)}) {
            for (const Ink ink : {Ink::Text, Ink::Muted, Ink::Accent, Ink::TimedOut, Ink::Failed, Ink::Cancelled})
                check("log line to come", colors.dimmed(ink), behind);
            check("waiting in a sentence", colors.ink(Ink::Capacity), behind);
        }
        check("message", colors.ink(Ink::Failed), colors.window);
        check("cursor chip", colors.ink(Ink::OnAccent), colors.ink(Ink::Accent));
        check("step chip", colors.ink(Ink::Text), colors.ink(Ink::Selection));
        check("range chip", colors.ink(Ink::Text), colors.raised);
        for (const Ink ink : {Ink::Muted, Ink::Capacity})
            check("in a lane", colors.ink(ink), colors.ink(Ink::Track));
        for (const Ink ink : {Ink::InUse, Ink::Items, Ink::Jobs})
            check("holder", colors.ink(Ink::OnHeld), colors.ink(ink));
        const QPalette palette = widgetPalette(colors);
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
                {QPalette::WindowText, QPalette::Window},
                {QPalette::Text, QPalette::Base},
                {QPalette::Text, QPalette::AlternateBase},
                {QPalette::ButtonText, QPalette::Button},
                {QPalette::PlaceholderText, QPalette::Base},
                {QPalette::HighlightedText, QPalette::Highlight},
                {QPalette::ToolTipText, QPalette::ToolTipBase},
                {QPalette::Link, QPalette::Base},
                {QPalette::Link, QPalette::Window}};
            for (const auto &[text, behind] : pairs)
                check("palette", palette.color(group, text), palette.color(group, behind));
        }
    }

    void textsOfTheEditorStandOut_data() { themes(); }
    void textsOfTheEditorStandOut()
    {
        const Theme &colors = chosen();
        const EditorColors editor = EditorColors::of(colors);
        const QColor inks[] = {editor.key,    editor.value,          editor.comment,
                               editor.anchor, colors.ink(Ink::Text), colors.ink(Ink::Failed)};
        const QColor papers[] = {editor.paper, editor.runningPaper, editor.selectedPaper, colors.ink(Ink::Hover)};
        for (const QColor &ink : inks) {
            for (const QColor &paper : papers)
                QVERIFY2(contrastRatio(ink, paper) >= 4.5, qPrintable(told(0, ink, paper)));
        }
        QVERIFY(contrastRatio(editor.faultText, editor.faultPaper) >= 4.5);
        QVERIFY(contrastRatio(colors.ink(Ink::Text), editor.selection) >= 4.5);
    }

    void textsOnBarsCanBeRead_data() { themes(); }
    void textsOnBarsCanBeRead()
    {
        const Theme &colors = chosen();
        for (const BarStyle &style : bars(colors)) {
            QVERIFY2(contrastRatio(style.text, style.fill) >= 4.5, qPrintable(told(0, style.text, style.fill)));
            if (style.hatch != Hatch::None)
                QVERIFY2(contrastRatio(style.text, style.hatchLine) >= 4.5,
                         qPrintable(told(0, style.text, style.hatchLine)));
        }
    }

    void everyStateAndKindOfWaitingHasAColourOfItsOwn_data() { themes(); }
    void everyStateAndKindOfWaitingHasAColourOfItsOwn()
    {
        std::set<QRgb> fills;
        const auto all = bars(chosen());
        for (const BarStyle &style : all)
            fills.insert(style.fill.rgb());
        QCOMPARE(fills.size(), all.size());
    }

    void locksAndQueuesAreHatched_data() { themes(); }
    void locksAndQueuesAreHatched()
    {
        const Theme &colors = chosen();
        for (const WaitKind kind : {WaitKind::Semaphore, WaitKind::Lock, WaitKind::Condition, WaitKind::Barrier,
                                    WaitKind::QueueGet, WaitKind::QueuePut, WaitKind::QueueJoin}) {
            QVERIFY(colors.bar(TaskState::Waiting, kind).hatch != Hatch::None);
            QVERIFY(colors.bar(TaskState::Waiting, kind).hatchLine.isValid());
        }
        QVERIFY(colors.bar(TaskState::Waiting, WaitKind::Sleep).hatch == Hatch::None);
        // Getting and putting differ by more than colour too.
        QVERIFY(colors.bar(TaskState::Waiting, WaitKind::QueueGet).hatch !=
                colors.bar(TaskState::Waiting, WaitKind::QueuePut).hatch);
    }

    void runsAreBrightAgainstBarsAndLanes_data() { themes(); }
    void runsAreBrightAgainstBarsAndLanes()
    {
        const Theme &colors = chosen();
        QVERIFY(contrastRatio(colors.running.fill, colors.canvas) >= 2.5);
        for (const BarStyle &style : colors.waits)
            QVERIFY2(contrastRatio(colors.running.fill, style.fill) >= 1.4,
                     qPrintable(told(0, colors.running.fill, style.fill)));
    }

    void theStyleSheetLeavesNoRoleOpen_data() { themes(); }
    void theStyleSheetLeavesNoRoleOpen()
    {
        const QString sheet = themeStyleSheet(chosen());
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(sheet.contains(chosen().window.name()));
    }

    void contrastIsThatOfTheGuidelines()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

private:
    static void themes()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("dark") << static_cast<int>(ThemeKind::Dark);
        QTest::newRow("light") << static_cast<int>(ThemeKind::Light);
    }
    static const Theme &chosen()
    {
        QFETCH(int, kind);
        return theme(static_cast<ThemeKind>(kind));
    }
    static std::vector<BarStyle> bars(const Theme &colors)
    {
        std::vector<BarStyle> all{colors.running, colors.ready};
        all.insert(all.end(), colors.waits.begin(), colors.waits.end());
        return all;
    }
    static QString told(int role, const QColor &one, const QColor &other)
    {
        return QStringLiteral("role %1: %2 on %3 is %4")
            .arg(role)
            .arg(one.name(), other.name())
            .arg(contrastRatio(one, other));
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTheme)
#include "tst_theme.moc"
