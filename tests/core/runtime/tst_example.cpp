// SPDX-License-Identifier: MIT
#include <QFile>
#include <QProcess>
#include <QTest>

class TestExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itPrintsWhatItShould()
    {
        QProcess process;
        process.start(QStringLiteral(COROSCOPE_EXAMPLE), QStringList());
        QVERIFY(process.waitForFinished(-1));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()),
                 QStringLiteral("100 ms: tick\n"
                                "150 ms: index is here, news is here\n"
                                "200 ms: tick\n"
                                "250 ms: no archive today\n"));
    }

    void theReadmeShowsItWordForWord()
    {
        QFile readme(QStringLiteral(COROSCOPE_ROOT "/README.md"));
        if (!readme.open(QIODevice::ReadOnly | QIODevice::Text))
            QSKIP("there is no README.md yet");
        const QString text = QString::fromUtf8(readme.readAll());
        const QString begin = QStringLiteral("\n```cpp\n");
        const qsizetype from = text.indexOf(begin);
        if (from < 0)
            QSKIP("README.md shows no C++ yet");
        const qsizetype end = text.indexOf(QStringLiteral("```"), from + begin.size());
        QFile example(QStringLiteral(COROSCOPE_ROOT "/tests/core/runtime/example.cpp"));
        QVERIFY(example.open(QIODevice::ReadOnly | QIODevice::Text));
        QString source = QString::fromUtf8(example.readAll());
        source.remove(QStringLiteral("// SPDX-License-Identifier: MIT\n"));
        QCOMPARE(text.mid(from + begin.size(), end - from - begin.size()), source);
    }
};

QTEST_GUILESS_MAIN(TestExample)
#include "tst_example.moc"
