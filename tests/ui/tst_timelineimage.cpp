// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/timelineimage.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QMimeData>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// While it lives no file of this process grows beyond 100 bytes.
class SmallFiles
{
public:
    SmallFiles()
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = 100;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    SmallFiles(const SmallFiles &) = delete;
    SmallFiles &operator=(const SmallFiles &) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

class TestTimelineImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = semaphoreTrace(8, 3);
        m_intervals = std::make_unique<Intervals>(*m_store);
        m_intervals->update();
    }

    void aPngHasTheSizeAndTheColoursAskedFor_data() { themes(); }
    void aPngHasTheSizeAndTheColoursAskedFor()
    {
        ImageOptions options = titled();
        options.size = {900, 500};
        const auto saved = saveTimelineImage(*m_intervals, path(u"run.png"_s), options);
        QVERIFY2(saved.ok(), qPrintable(saved ? QString() : saved.fault().text()));
        QCOMPARE(saved->size, QSize(900, 500));
        QCOMPARE(saved->hiddenLanes, 0);
        const QImage image(path(u"run.png"_s));
        QCOMPARE(image.size(), QSize(900, 500));
        const Theme &colors = theme(options.theme);
        QCOMPARE(image.pixelColor(2, 2), colors.window);
        QVERIFY(count(image, colors.canvas) > 50'000);
        QVERIFY(count(image, colors.running.fill) > 500);
        QVERIFY(count(image, colors.bar(TaskState::Waiting, WaitKind::Sleep).fill) > 5'000);
        QVERIFY(count(image, colors.bar(TaskState::Waiting, WaitKind::Semaphore).fill) > 2'000);
    }

    void scaleMakesMorePixelsOfTheSamePicture()
    {
        ImageOptions options = titled();
        options.size = {600, 400};
        options.scale = 2;
        QVERIFY(saveTimelineImage(*m_intervals, path(u"big.png"_s), options).ok());
        QCOMPARE(QImage(path(u"big.png"_s)).size(), QSize(1200, 800));
    }

    void anSvgHoldsRealText_data() { themes(); }
    void anSvgHoldsRealText()
    {
        ImageOptions options = titled();
        options.size = {900, 500};
        QVERIFY(saveTimelineImage(*m_intervals, path(u"run.svg"_s), options).ok());
        const QString text = textOf(u"run.svg"_s);
        for (const QString &word :
             {u"worker(3)"_s, u"waits for sem · 2nd"_s, u"event loop"_s, u">running"_s, u"A &amp; B"_s})
            QVERIFY2(text.contains(word), qPrintable(word));
        QVERIFY(text.contains(theme(options.theme).canvas.name()));
        QVERIFY(text.contains(u"<text"_s));
        QVERIFY(!text.contains(u"<image"_s));
        QSvgRenderer renderer(path(u"run.svg"_s));
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 900, 500));
    }

    void aPdfIsOnePage_data() { themes(); }
    void aPdfIsOnePage()
    {
        const auto saved = saveTimelineImage(*m_intervals, path(u"run.PDF"_s), titled());
        QVERIFY(saved.ok());
        const QByteArray bytes = readBytes(u"run.PDF"_s);
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        QVERIFY(bytes.contains("/Count 1"));
        // 96 pixels an inch, 72 points an inch.
        const double points = saved->size.width() * 0.75;
        QVERIFY2(bytes.contains(QByteArray("/MediaBox [0 0 ") + QByteArray::number(points)),
                 qPrintable(QString::number(points)));
    }

    void withoutASizeThePictureIsAsHighAsItsLanes()
    {
        const auto few = saveTimelineImage(*m_intervals, path(u"few.png"_s), titled());
        const auto store = semaphoreTrace(18, 3);
        Intervals intervals(*store);
        intervals.update();
        const auto more = saveTimelineImage(intervals, path(u"more.png"_s), titled());
        QCOMPARE(few->size.width(), 1600);
        QCOMPARE(more->size.height() - few->size.height(), 10 * 24);
    }

    void aCrowdGetsLowerRowsAndNoLaneIsLeftOutSilently()
    {
        const auto store = crowdTrace(2000);
        Intervals intervals(*store);
        intervals.update();
        ImageOptions options = titled();
        const auto natural = saveTimelineImage(intervals, path(u"crowd.png"_s), options);
        QCOMPARE(natural->hiddenLanes, 0);
        QVERIFY(natural->size.height() < 2600);
        options.size = {800, 600};
        const auto small = saveTimelineImage(intervals, path(u"small.svg"_s), options);
        QCOMPARE(small->size, QSize(800, 600));
        QVERIFY(small->hiddenLanes > 1000);
        QVERIFY(textOf(u"small.svg"_s)
                    .contains(u"%1 more lanes are not shown"_s.arg(QLocale().toString(small->hiddenLanes))));
    }

    void theRowOfAGroupIsNoTask()
    {
        TraceScript script("Groups");
        const TaskId main = script.make("main");
        const ObjectId group = script.object(ObjectKind::Gather, "gather", -1, main);
        for (int i = 0; i < 300; ++i)
            script.make("part", main, group);
        script.at(100 * ms).end();
        Intervals intervals(script.store());
        intervals.update();
        ImageOptions options;
        options.size = {900, 500};
        QVERIFY(saveTimelineImage(intervals, path(u"group.svg"_s), options).ok());
        QVERIFY(textOf(u"group.svg"_s).contains(u">301 tasks<"_s));
    }

    void theGutterHasRoomForTheNamesOfGroups()
    {
        TraceScript script("Groups");
        const TaskId main = script.make("main");
        const ObjectId group = script.object(ObjectKind::TaskGroup, "those who fetch the prices", -1, main);
        script.make("a", main, group);
        script.make("b", main, group);
        script.at(100 * ms).end();
        Intervals intervals(script.store());
        intervals.update();
        QVERIFY(saveTimelineImage(intervals, path(u"names.svg"_s), titled()).ok());
        QVERIFY(textOf(u"names.svg"_s).contains(u">those who fetch the prices · task group of 2<"_s));
    }

    void foldedRowsGetLowerTooWhereThereAreMany()
    {
        TraceScript script("Folded");
        for (int i = 0; i < 100; ++i)
            script.make("child", script.make("parent"));
        script.at(100 * ms).end();
        Intervals intervals(script.store());
        intervals.update();
        LaneLayout folded;
        folded.foldAll();
        ImageOptions options = titled();
        options.like = &folded;
        const auto saved = saveTimelineImage(intervals, path(u"folded.png"_s), options);
        QCOMPARE(saved->hiddenLanes, 0);
        QVERIFY(saved->size.height() < 2600);
    }

    void theRangeOfTimeIsKeptTo()
    {
        ImageOptions options = titled();
        options.from = 100 * ms;
        options.to = 140 * ms;
        QVERIFY(saveTimelineImage(*m_intervals, path(u"part.svg"_s), options).ok());
        const QString text = textOf(u"part.svg"_s);
        QVERIFY(text.contains(u"120 ms"_s));
        QVERIFY(!text.contains(u"0.0 s"_s));
    }

    void titleAndLegendCanBeLeftOut()
    {
        ImageOptions options;
        options.legend = false;
        const auto bare = saveTimelineImage(*m_intervals, path(u"bare.svg"_s), options);
        const auto full = saveTimelineImage(*m_intervals, path(u"full.svg"_s), titled());
        QVERIFY(bare->size.height() < full->size.height());
        QVERIFY(!textOf(u"bare.svg"_s).contains(u">running"_s));
    }

    void aSmallPictureHasRoomForLanesBeforeTheLegend()
    {
        const auto holdsLegend = [&](QSize size) {
            ImageOptions options = titled();
            options.size = size;
            return saveTimelineImage(*m_intervals, path(u"small.svg"_s), options).ok() &&
                   textOf(u"small.svg"_s).contains(u">cancelled"_s);
        };
        QVERIFY(holdsLegend({900, 500}));
        QVERIFY(!holdsLegend({300, 150}));
    }

    void wrongOptionsAreToldAndWriteNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::addColumn<qlonglong>("from");
        QTest::addColumn<qlonglong>("to");
        QTest::addColumn<QString>("message");
        QTest::newRow("suffix") << u"run.gif"_s << QSize() << 1.0 << -1LL << -1LL << u".png, .svg or .pdf"_s;
        QTest::newRow("no suffix") << u"run"_s << QSize() << 1.0 << -1LL << -1LL << u".png, .svg or .pdf"_s;
        QTest::newRow("too small") << u"a.png"_s << QSize(10, 10) << 1.0 << -1LL << -1LL << u"10x10 is too small"_s;
        QTest::newRow("too large") << u"a.png"_s << QSize(40'000, 400) << 1.0 << -1LL << -1LL
                                   << u"40000x400 is too large"_s;
        QTest::newRow("too many pixels") << u"a.png"_s << QSize(10'000, 10'000) << 3.0 << -1LL << -1LL
                                         << u"too large"_s;
        QTest::newRow("scale") << u"a.png"_s << QSize() << 0.0 << -1LL << -1LL << u"scale"_s;
        QTest::newRow("empty range") << u"a.png"_s << QSize() << 1.0 << 500LL << 500LL << u"range of time is empty"_s;
        QTest::newRow("after the end") << u"a.png"_s << QSize() << 1.0 << 100LL * nsPerSecond << 200LL * nsPerSecond
                                       << u"before the range of time begins"_s;
    }
    void wrongOptionsAreToldAndWriteNothing()
    {
        QFETCH(QString, file);
        QFETCH(QSize, size);
        QFETCH(double, scale);
        QFETCH(qlonglong, from);
        QFETCH(qlonglong, to);
        QFETCH(QString, message);
        ImageOptions options;
        if (size.isValid())
            options.size = size;
        options.scale = scale;
        if (from >= 0) {
            options.from = from;
            options.to = to;
        }
        const auto saved = saveTimelineImage(*m_intervals, path(file), options);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.fault().file, path(file));
        QVERIFY2(saved.fault().message.contains(message), qPrintable(saved.fault().message));
        QVERIFY(!QFile::exists(path(file)));
    }

    void aPipeStaysAPipe()
    {
        const QString pipe = path(u"pipe.svg"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        const int reader = ::open(qPrintable(pipe), O_RDWR | O_NONBLOCK);
        QVERIFY(reader >= 0);
        EventStore nothing;
        Intervals none(nothing);
        QVERIFY(saveTimelineImage(none, pipe, {}).ok());
        QByteArray begin(5, ' ');
        QCOMPARE(::read(reader, begin.data(), 5), 5);
        ::close(reader);
        QCOMPARE(begin, QByteArray("<?xml"));
        QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
    }

    void aFolderIsToldApart()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"folder.png"_s));
        const auto saved = saveTimelineImage(*m_intervals, path(u"folder.png"_s), {});
        QVERIFY(!saved.ok());
        QVERIFY(saved.fault().message.contains(u"this is a folder"_s));
    }

    void aMissingFolderIsTold()
    {
        const auto saved = saveTimelineImage(*m_intervals, path(u"no/such/folder/run.png"_s), {});
        QVERIFY(!saved.ok());
        QVERIFY2(saved.fault().message.startsWith(u"cannot be written: "_s), qPrintable(saved.fault().message));
    }

    void afterAFailureTheOldFileIsWhole_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("png") << u"png"_s;
        QTest::newRow("svg") << u"svg"_s;
        QTest::newRow("pdf") << u"pdf"_s;
    }
    void afterAFailureTheOldFileIsWhole()
    {
        QFETCH(QString, suffix);
        const QString file = path(u"old."_s + suffix);
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("precious");
        old.close();
        {
            // Files may not grow beyond a few bytes, as on a full disk.
            const SmallFiles limit;
            const auto saved = saveTimelineImage(*m_intervals, file, {});
            QVERIFY(!saved.ok());
            QVERIFY2(saved.fault().message.startsWith(u"the picture could not be written: "_s),
                     qPrintable(saved.fault().message));
        }
        QCOMPARE(readBytes(u"old."_s + suffix), QByteArray("precious"));
        QVERIFY(saveTimelineImage(*m_intervals, file, {}).ok());
        QVERIFY(readBytes(u"old."_s + suffix) != "precious");
        // No half-written file is left beside it.
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::NoSymLinks),
                 QStringList(u"old."_s + suffix));
    }

    void aCaptionStandsBelowTheLanesInLinesOfItsOwn()
    {
        ImageOptions options;
        options.size = {};
        const int without = timelineImage(*m_intervals, options).height();
        options.caption = u"One line"_s;
        const int one = timelineImage(*m_intervals, options).height();
        options.caption = u"One line\nand another, "_s + QString(u"with many words "_s).repeated(30);
        const int more = timelineImage(*m_intervals, options).height();
        QCOMPARE(one - without, 28);
        QCOMPARE(more - one, 3 * 18);
        const QString path = m_folder->filePath(u"x.svg"_s);
        QVERIFY(saveTimelineImage(*m_intervals, path, options).ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("<g id=\"caption\">"));
        QVERIFY(text.contains(">One line</text>"));
    }

    void theClipboardGetsPixelsAndSvg()
    {
        ImageOptions options;
        options.scale = 2;
        const auto data = timelineMimeData(*m_intervals, options);
        QVERIFY(data->hasImage());
        QCOMPARE(data->imageData().value<QImage>().width(), 3200);
        QVERIFY(QSvgRenderer(data->data(u"image/svg+xml"_s)).isValid());
    }

    void aPrinterGetsOnePage()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        {
            QPdfWriter printer(&buffer);
            printer.setPageSize(QPageSize(QPageSize::A4));
            printer.setPageOrientation(QPageLayout::Landscape);
            QVERIFY(printTimeline(*m_intervals, printer, {}));
        }
        QVERIFY(buffer.data().startsWith("%PDF"));
        QCOMPARE(buffer.data().count("/Type /Page\n"), 1);
    }

    void emptyAndStuckRunsHavePicturesToo()
    {
        EventStore nothing;
        Intervals none(nothing);
        none.update();
        QVERIFY(saveTimelineImage(none, path(u"empty.png"_s), titled()).ok());
        for (const auto &store : {deadlockTrace(), queueTrace(), timeoutTrace(), taskGroupTrace()}) {
            Intervals intervals(*store);
            intervals.update();
            for (const QString &suffix : {u"png"_s, u"svg"_s, u"pdf"_s})
                QVERIFY(saveTimelineImage(intervals, path(u"x."_s + suffix), titled()).ok());
        }
    }

private:
    static void themes()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("dark") << static_cast<int>(ThemeKind::Dark);
        QTest::newRow("light") << static_cast<int>(ThemeKind::Light);
    }
    ImageOptions titled() const
    {
        ImageOptions options;
        options.title = u"A & B"_s;
        const char *const tag = QTest::currentDataTag();
        options.theme = tag && QByteArray(tag) == "light" ? ThemeKind::Light : ThemeKind::Dark;
        return options;
    }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QByteArray readBytes(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString textOf(const QString &name) const { return QString::fromUtf8(readBytes(name)); }
    static int count(const QImage &image, const QColor &color)
    {
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                found += image.pixel(x, y) == color.rgb();
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<EventStore> m_store;
    std::unique_ptr<Intervals> m_intervals;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTimelineImage)
#include "tst_timelineimage.moc"
