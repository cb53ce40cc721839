// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariodocument.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// The text of a scenario: taken from a file, changed, written again, with nothing lost.
class TestScenarioDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savingKeepsWhatWasNotChanged_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("comments") << QByteArray("# a\ncoroscope: 1 # b\n\n\nmain:\n  - pass   # c\n# d");
        QTest::newRow("CRLF") << QByteArray("# a\r\ncoroscope: 1\r\n");
        QTest::newRow("CR") << QByteArray("# a\rcoroscope: 1\r");
        QTest::newRow("mixed line ends") << QByteArray("# a\r\ncoroscope: 1\n\rmain: 1\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF# größer\r\ncoroscope: 1\r\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("tabs and blanks at the end") << QByteArray("coroscope: 1\t \n  ");
        QTest::newRow("faults") << QByteArray("\xC2\xA0main: [\n\t- \x01\n");
    }
    void savingKeepsWhatWasNotChanged()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = write(bytes);
        ScenarioDocument document;
        QVERIFY(!document.load(path));
        QVERIFY(document.isOpen());
        QVERIFY(!document.isModified());
        document.setText(document.text() + u"# more"_s);
        QVERIFY(document.isModified());
        QVERIFY(!document.save());
        QVERIFY(!document.isModified());
        QCOMPARE(read(path), bytes + "# more");
    }

    void whatIsNoTextIsRefusedAndTheOldTextStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("NUL") << QByteArray("a: 1\nb\0c", 8)
                             << u":2:2: error: a NUL byte: this is not a text file; a scenario is UTF-8 text"_s;
        QTest::newRow("Latin 1") << QByteArray("a: \xE4")
                                 << u":1:4: error: the byte 0xE4 is not UTF-8; save the file as UTF-8 text"_s;
        QTest::newRow("large") << QByteArray(4 * 1024 * 1024 + 1, 'a')
                               << u": error: the file has more than 4 MiB; a scenario cannot be larger"_s;
    }
    void whatIsNoTextIsRefusedAndTheOldTextStays()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, message);
        ScenarioDocument document;
        document.begin(u"old"_s, u"old.yaml"_s);
        const QString path = write(bytes);
        const auto fault = document.load(path);
        QVERIFY(fault);
        QCOMPARE(fault->text(), path + message);
        QCOMPARE(document.text(), u"old"_s);
        QCOMPARE(document.name(), u"old.yaml"_s);
        QVERIFY(document.load(m_folder.path()));
        QVERIFY(document.load(m_folder.filePath(u"none.yaml"_s)));
        QCOMPARE(document.text(), u"old"_s);
    }

    void aSaveThatFailsLosesNothing()
    {
        ScenarioDocument document;
        QVERIFY(!document.load(write("a: 1\n")));
        document.setText(u"a: 2\n"_s);
        const auto fault = document.saveAs(m_folder.filePath(u"no/such/folder.yaml"_s));
        QVERIFY(fault);
        QVERIFY2(fault->text().contains(u"the file was not saved"_s), qPrintable(fault->text()));
        QCOMPARE(document.text(), u"a: 2\n"_s);
        QVERIFY(document.isModified());
        QCOMPARE(document.path(), m_folder.filePath(u"test.yaml"_s));
        QCOMPARE(read(document.path()), QByteArray("a: 1\n"));
    }

    void aDeviceIsNotReplacedByAFile()
    {
        ScenarioDocument document;
        document.begin(u"a: 1\n"_s, u"new.yaml"_s);
        const auto fault = document.saveAs(u"/dev/null"_s);
        QVERIFY(fault);
        QCOMPARE(fault->text(), u"/dev/null: error: this is no file; choose another name"_s);
        QVERIFY(!QFileInfo(u"/dev/null"_s).isFile());
        QCOMPARE(document.path(), QString());
        QCOMPARE(document.text(), u"a: 1\n"_s);
    }

    void aNewTextHasNoFileUntilItIsSavedAs()
    {
        ScenarioDocument document;
        document.begin(u"a: 1\n"_s, u"new.yaml"_s);
        QVERIFY(!document.hasFile());
        QVERIFY(document.save());
        const QString path = m_folder.filePath(u"named.yaml"_s);
        QSignalSpy renamed(&document, &ScenarioDocument::pathChanged);
        QVERIFY(!document.saveAs(path));
        QCOMPARE(renamed.size(), 1);
        QCOMPARE(document.path(), path);
        QCOMPARE(read(path), QByteArray("a: 1\n"));
        QVERIFY(document.hasFile());
    }

    void modifiedIsToldByTheTextItself()
    {
        ScenarioDocument document;
        QVERIFY(!document.load(write("a: 1\n")));
        QSignalSpy modified(&document, &ScenarioDocument::modifiedChanged);
        document.setText(u"a: 2\n"_s);
        document.setText(u"a: 3\n"_s);
        QCOMPARE(modified.size(), 1);
        document.setText(u"a: 1\n"_s);
        QCOMPARE(modified.size(), 2);
        QVERIFY(!document.isModified());
        document.setText(u"a: 4\n"_s);
        QVERIFY(!document.revert());
        QCOMPARE(document.text(), u"a: 1\n"_s);
        QVERIFY(!document.isModified());
    }

    void whatOthersWriteIsNoticedOnce()
    {
        const QString path = write("a: 1\n");
        ScenarioDocument document;
        QVERIFY(!document.load(path));
        QSignalSpy changed(&document, &ScenarioDocument::changedOnDisk);
        document.checkDisk();
        QCOMPARE(changed.size(), 0);
        write("a: 2\n");
        document.checkDisk();
        document.checkDisk();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(document.text(), u"a: 1\n"_s);
        QVERIFY(!document.revert());
        QCOMPARE(document.text(), u"a: 2\n"_s);
        document.setText(u"a: 3\n"_s);
        QVERIFY(!document.save());
        document.checkDisk();
        QCOMPARE(changed.size(), 1);
        QVERIFY(QFile::remove(path));
        document.checkDisk();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(document.text(), u"a: 3\n"_s);
    }

    void theSystemTellsThatAFileWasReplaced()
    {
        const QString path = write("a: 1\n");
        ScenarioDocument document;
        QVERIFY(!document.load(path));
        QSignalSpy changed(&document, &ScenarioDocument::changedOnDisk);
        QVERIFY(QFile::remove(path));
        write("a: 2\n");
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 60'000);
    }

private:
    QString write(const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(u"test.yaml"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return path;
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestScenarioDocument)
#include "tst_scenariodocument.moc"
