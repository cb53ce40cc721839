// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// How people see who lack one kind of cones, for linear red, green and blue (Machado, Oliveira and Fernandes, 2009).
constexpr Matrix withoutGreen{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix withoutRed{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix allCones{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

Triple times(const Matrix &matrix, const Triple &vector)
{
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    return result;
}

/// In CIE L*a*b*, where distances are about as large as they look.
Triple seen(const QColor &color, const Matrix &eyes)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    Triple rgb = times(eyes, {linear(color.redF()), linear(color.greenF()), linear(color.blueF())});
    for (double &part : rgb)
        part = std::clamp(part, 0.0, 1.0);
    constexpr Matrix toXyz{
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    const Triple xyz = times(toXyz, rgb);
    const auto bent = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = bent(xyz[0] / 0.95047);
    const double y = bent(xyz[1]);
    const double z = bent(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const QColor &one, const QColor &other, const Matrix &eyes)
{
    const Triple a = seen(one, eyes);
    const Triple b = seen(other, eyes);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

struct Named {
    QString name;
    QColor color;
};

std::vector<Named> states(const Theme &colors)
{
    return {{u"running"_s, colors.running.fill},
            {u"ready"_s, colors.ready.fill},
            {u"failed"_s, colors.ink(Ink::Failed)},
            {u"cancelled"_s, colors.ink(Ink::Cancelled)},
            {u"timed out"_s, colors.ink(Ink::TimedOut)}};
}

} // namespace

// States are told apart by people who see red and green alike too.
class TestColourVision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesDifferForEveryEye_data() { eyes(); }
    void statesDifferForEveryEye()
    {
        const auto all = states(chosen());
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = i + 1; j < all.size(); ++j)
                check(all[i], all[j], 10);
        }
    }

    void waitingDiffersFromEverythingElse_data() { eyes(); }
    void waitingDiffersFromEverythingElse()
    {
        for (int kind = 0; kind < waitKindCount; ++kind) {
            const Named wait{QString::fromUtf8(text(static_cast<WaitKind>(kind))),
                             chosen().waits[static_cast<std::size_t>(kind)].fill};
            // What ends badly is a mark of another form beside the bar: half the difference will do.
            for (const Named &state : states(chosen()))
                check(state, wait, state.name == u"running"_s || state.name == u"ready"_s ? 15 : 12);
        }
    }

    void kindsOfWaitingThatMeetOftenDifferByColourOrHatching_data() { eyes(); }
    void kindsOfWaitingThatMeetOftenDifferByColourOrHatching()
    {
        const WaitKind kinds[] = {WaitKind::Sleep,    WaitKind::Semaphore, WaitKind::Lock,     WaitKind::QueueGet,
                                  WaitKind::QueuePut, WaitKind::Gather,    WaitKind::Executor, WaitKind::Barrier};
        for (const WaitKind one : kinds) {
            for (const WaitKind other : kinds) {
                const BarStyle &style = chosen().bar(TaskState::Waiting, one);
                const BarStyle &second = chosen().bar(TaskState::Waiting, other);
                if (one != other && style.hatch == second.hatch)
                    check({QString::fromUtf8(text(one)), style.fill}, {QString::fromUtf8(text(other)), second.fill}, 5);
            }
        }
    }

private:
    static void eyes()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<int>("eyes");
        for (const bool isDark : {true, false}) {
            const char *theme = isDark ? "dark" : "light";
            QTest::addRow("%s, all cones", theme) << isDark << 0;
            QTest::addRow("%s, no green", theme) << isDark << 1;
            QTest::addRow("%s, no red", theme) << isDark << 2;
        }
    }
    static const Theme &chosen()
    {
        QFETCH(bool, isDark);
        return theme(isDark ? ThemeKind::Dark : ThemeKind::Light);
    }
    static void check(const Named &one, const Named &other, double least)
    {
        QFETCH(int, eyes);
        const Matrix &matrix = eyes == 0 ? allCones : eyes == 1 ? withoutGreen : withoutRed;
        const double found = difference(one.color, other.color, matrix);
        QVERIFY2(found >= least, qPrintable(u"%1 and %2 differ by %3"_s.arg(one.name, other.name).arg(found)));
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestColourVision)
#include "tst_colourvision.moc"
