// SPDX-License-Identifier: MIT
#include "core/trace/gzip.h"
#include "core/trace/tracefile.h"
#include "tests/core/trace/eventtext.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace coroscope;

namespace
{

/// While it lives, no file of this process grows beyond so many bytes.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

class TestTraceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (std::uint32_t number = 1; number <= 10'000; ++number) {
            m_store.taskCreated(number, {.task = TaskId(number), .parent = TaskId(1)});
            m_store.log(number, TaskId(number), "line " + std::to_string(number));
        }
        m_store.runEnded(10'000, {});
    }

    void aSavedTraceIsReadAgain_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("a.coro.jsonl");
        QTest::newRow("compressed") << QStringLiteral("a.coro.jsonl.gz");
    }

    void aSavedTraceIsReadAgain()
    {
        QFETCH(QString, name);
        const QString path = m_folder.filePath(name);
        QCOMPARE(textOf(saveTrace(m_store, path)), QStringLiteral("none"));
        const TraceRead read = readTrace(path);
        QCOMPARE(textOf(read.report.fault), QStringLiteral("none"));
        QCOMPARE(eventTexts(*read.store), eventTexts(m_store));
        QCOMPARE(read.store->meta().title, std::string("files"));
    }

    void theSameTraceGivesTheSameBytes()
    {
        for (const QString &suffix : {QStringLiteral("jsonl"), QStringLiteral("jsonl.gz")}) {
            const QString first = m_folder.filePath(QStringLiteral("first.") + suffix);
            const QString second = m_folder.filePath(QStringLiteral("second.") + suffix);
            QVERIFY(!saveTrace(m_store, first));
            QVERIFY(!saveTrace(m_store, second));
            QVERIFY(bytesOf(first) == bytesOf(second));
        }
        const QByteArray plain = bytesOf(m_folder.filePath(QStringLiteral("first.jsonl")));
        const QByteArray packed = bytesOf(m_folder.filePath(QStringLiteral("first.jsonl.gz")));
        QVERIFY(packed.size() < plain.size() / 4);
    }

    void compressedBytesAreKnownByWhatTheyAreNotByTheName()
    {
        const QString path = m_folder.filePath(QStringLiteral("disguised.coro.jsonl.gz"));
        QVERIFY(!saveTrace(m_store, path));
        const QString renamed = m_folder.filePath(QStringLiteral("disguised.txt"));
        QVERIFY(QFile::rename(path, renamed));
        const TraceRead read = readTrace(renamed);
        QCOMPARE(textOf(read.report.fault), QStringLiteral("none"));
        QCOMPARE(read.store->size(), m_store.size());
    }

    void aCompressedFileThatIsCutOffKeepsWhatCameBefore()
    {
        const QString path = m_folder.filePath(QStringLiteral("cut.coro.jsonl.gz"));
        QVERIFY(!saveTrace(m_store, path));
        QByteArray bytes = bytesOf(path);
        bytes.truncate(bytes.size() / 2);
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        const TraceRead read = readTrace(device, QStringLiteral("cut.gz"));
        QVERIFY(read.report.fault);
        QCOMPARE(read.report.fault->message,
                 QStringLiteral("the compressed data end early: the file was cut off; what comes before was kept"));
        QVERIFY(read.store->size() > 1000);
        QVERIFY(read.store->size() < m_store.size());
        // The header is line 1, the first event not read is in the line of the fault.
        QCOMPARE(static_cast<std::size_t>(read.report.fault->line), read.store->size() + 2);
    }

    void aCompressedFileThatIsDamagedIsAFault()
    {
        const QString path = m_folder.filePath(QStringLiteral("bad.coro.jsonl.gz"));
        QVERIFY(!saveTrace(m_store, path));
        QByteArray bytes = bytesOf(path);
        for (qsizetype index = bytes.size() / 2; index < bytes.size() / 2 + 200; ++index)
            bytes[index] = '\x55';
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        const TraceRead read = readTrace(device, QStringLiteral("bad.gz"));
        QVERIFY(read.report.fault);
        QVERIFY(read.store->size() < m_store.size());
        // Damage shows in the compressed data or in the lines that come out of them.
        QVERIFY2(read.report.fault->line > 1, qPrintable(read.report.fault->text()));
    }

    void compressedPartsOneAfterTheOtherAreOneFile()
    {
        QByteArray bytes;
        for (const char *const part :
             {"{\"ev\":\"trace\",\"version\":1}\n{\"t\":1,\"ev\":\"task_run", "ning\",\"task\":1}\n", ""}) {
            GzipWriter gzip;
            std::string packed;
            gzip.add(part, packed);
            gzip.finish(packed);
            bytes += QByteArray::fromStdString(packed);
        }
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        const TraceRead read = readTrace(device, QStringLiteral("parts.gz"));
        QCOMPARE(textOf(read.report.fault), QStringLiteral("none"));
        QCOMPARE(eventTexts(*read.store), QStringLiteral("1 taskRunning task=1\n"));
    }

    void aGreatDealOfZeroesIsStoppedAtTheBoundOfALine()
    {
        GzipWriter gzip;
        std::string packed;
        const std::string zeroes(std::size_t{1} << 20, '\0');
        for (int mebibyte = 0; mebibyte < 40; ++mebibyte)
            gzip.add(zeroes, packed);
        gzip.finish(packed);
        QByteArray bytes = QByteArray::fromStdString(packed);
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        const TraceRead read = readTrace(device, QStringLiteral("bomb.gz"));
        QCOMPARE(textOf(read.report.fault), QStringLiteral("bomb.gz:1: error: the line is longer than 16777216 bytes; "
                                                           "this is no trace, or it lacks its line feeds"));
    }

    void whatCannotBeOpenedIsAFault()
    {
        const QString folder = m_folder.path();
        QCOMPARE(textOf(readTrace(folder).report.fault),
                 folder + QStringLiteral(": error: this is a folder; give a trace file (.coro.jsonl) in it"));
        const QString missing = m_folder.filePath(QStringLiteral("missing.jsonl"));
        QCOMPARE(textOf(readTrace(missing).report.fault),
                 missing +
                     QStringLiteral(": error: cannot open the trace: No such file or directory; check the name and "
                                    "the permissions"));
    }

    void readingCanBeStopped()
    {
        const QString path = m_folder.filePath(QStringLiteral("long.coro.jsonl"));
        QVERIFY(!saveTrace(m_store, path));
        qint64 told = 0;
        const TraceRead read = readTrace(path, {}, [&](qint64 done, qint64 total) {
            told = done;
            return done < total / 2;
        });
        QCOMPARE(read.report.fault->message, QStringLiteral("reading was stopped; what comes before was kept"));
        QVERIFY(told > 0);
        QVERIFY(read.store->size() > 1000 && read.store->size() < m_store.size());
    }

    void savingToAMissingFolderIsAFault()
    {
        const QString path = m_folder.filePath(QStringLiteral("nowhere/a.coro.jsonl"));
        QCOMPARE(textOf(saveTrace(m_store, path)),
                 path +
                     QStringLiteral(": error: cannot write the trace: No such file or directory; check that the folder "
                                    "exists and may be written to"));
        QVERIFY(!QDir(m_folder.filePath(QStringLiteral("nowhere"))).exists());
    }

    void savingOverAFolderIsAFault()
    {
        const QString path = m_folder.path();
        QCOMPARE(textOf(saveTrace(m_store, path)),
                 path +
                     QStringLiteral(": error: cannot write the trace: this is a folder; check that the folder exists "
                                    "and may be written to"));
    }

    void savingToAFullDiskIsAFaultAndLeavesTheDeviceAlone()
    {
        const QString full = QStringLiteral("/dev/full");
        if (!QFile::exists(full))
            QSKIP("there is no /dev/full here");
        QCOMPARE(textOf(saveTrace(m_store, full)),
                 QStringLiteral("/dev/full: error: cannot write the trace: No space left on device; free some space or "
                                "write it elsewhere"));
        QVERIFY(!QFileInfo(full).isFile());
    }

    void savingReplacesTheOldFileOnlyWhenTheNewOneIsWhole()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept.coro.jsonl"));
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        {
            const FileSizeLimit limit(4096); // as if the disk were full after 4 KiB
            const auto fault = saveTrace(m_store, path);
            QCOMPARE(textOf(fault), path + QStringLiteral(": error: cannot write the trace: File too large; free some "
                                                          "space or write it elsewhere"));
        }
        QCOMPARE(bytesOf(path), QByteArray("old"));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept*")}).size(), 1);
        QVERIFY(!saveTrace(m_store, path));
        QVERIFY(bytesOf(path).startsWith("{\"ev\":\"trace\""));
    }

private:
    static QString textOf(const std::optional<Fault> &fault) { return fault ? fault->text() : QStringLiteral("none"); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    QTemporaryDir m_folder;
    EventStore m_store{TraceMeta{.title = "files"}};
};

QTEST_GUILESS_MAIN(TestTraceFile)
#include "tst_tracefile.moc"
