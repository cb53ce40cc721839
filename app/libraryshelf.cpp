// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/libraryshelf.h"

#include "core/record/recorder.h"
#include "core/scenario/runner.h"
#include "core/scenario/scenariofile.h"
#include "core/trace/eventstore.h"
#include "ui/timeline/thumbnail.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// Priorities of QThread mean nothing to Linux but for the one that may starve.
void giveWayToOthers()
{
#ifdef Q_OS_LINUX
    constexpr int nice = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), nice);
#endif
}

} // namespace

std::shared_ptr<LibraryShelf> LibraryShelf::shared()
{
    static std::weak_ptr<LibraryShelf> last;
    std::shared_ptr<LibraryShelf> shelf = last.lock();
    if (!shelf) {
        shelf.reset(new LibraryShelf);
        last = shelf;
    }
    return shelf;
}

LibraryShelf::~LibraryShelf()
{
    if (!m_thread)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
        if (m_run)
            m_run->requestStop();
    }
    m_wakes.notify_all();
    m_thread->wait();
}

QString LibraryShelf::keyOf(const QString &name, const LibraryLook &look)
{
    return u"%1 %2 %3x%4 %5"_s.arg(name)
        .arg(static_cast<int>(look.theme))
        .arg(look.pixels.width())
        .arg(look.pixels.height())
        .arg(look.ratio);
}

void LibraryShelf::read()
{
    if (!std::exchange(m_isRead, true))
        wish({});
}

QImage LibraryShelf::picture(const QString &name, const LibraryLook &look) const
{
    return m_pictures.value(keyOf(name, look));
}

void LibraryShelf::draw(const QString &name, const LibraryLook &look)
{
    const QString key = keyOf(name, look);
    if (m_pictures.contains(key))
        return;
    if (!m_underWay.contains(key)) {
        m_underWay.insert(key);
        wish({name, look});
        return;
    }
    // Who asks again looks at it now.
    const std::lock_guard lock(m_mutex);
    const auto waiting = std::ranges::find(m_wishes, Wish{name, look});
    if (waiting != m_wishes.end())
        std::rotate(waiting, std::next(waiting), m_wishes.end());
}

void LibraryShelf::wish(Wish wish)
{
    if (!m_thread) {
        m_thread.reset(QThread::create([this] { work(); }));
        m_thread->setObjectName(u"library"_s);
        m_thread->start(QThread::LowestPriority);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_wishes.push_back(std::move(wish));
    }
    m_wakes.notify_one();
}

void LibraryShelf::work()
{
    giveWayToOthers();
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wakes.wait(lock, [this] { return m_isOver || !m_wishes.empty(); });
        if (m_isOver)
            return;
        const auto text = std::ranges::find(m_wishes, QString(), &Wish::name);
        const auto next = text != m_wishes.end() ? text : std::prev(m_wishes.end());
        const Wish wish = *next;
        m_wishes.erase(next);
        lock.unlock();
        if (wish.name.isEmpty()) {
            readAll();
        } else if (const auto path = libraryPath(wish.name)) {
            const QImage image = drawn(*path, wish.look);
            QMetaObject::invokeMethod(this, [this, wish, image] {
                const QString key = keyOf(wish.name, wish.look);
                m_underWay.remove(key);
                m_pictures.insert(key, image);
                Q_EMIT pictureDrawn(wish.name);
            });
        }
        lock.lock();
    }
}

void LibraryShelf::readAll()
{
    QList<LibraryProgram> programs;
    for (const LibraryEntry &entry : libraryEntries())
        programs += readLibraryProgram(entry);
    QMetaObject::invokeMethod(this, [this, programs] {
        m_programs = programs;
        Q_EMIT programsRead();
    });
}

QImage LibraryShelf::drawn(const QString &path, const LibraryLook &look)
{
    EventStore store{TraceMeta{}};
    Recorder recorder(store);
    LoadedScenario loaded = loadScenario(path);
    if (loaded.scenario) {
        RunOptions options;
        options.clock = ScenarioClock::Virtual;
        options.instrument = &recorder;
        options.limits.tasks = mostTasks;
        options.limits.events = mostEvents;
        options.limits.operations = mostOperations;
        options.eventCount = [&store] { return static_cast<std::int64_t>(store.size()); };
        QElapsedTimer clock;
        clock.start();
        ScenarioRun *run = nullptr;
        options.onProgress = [&run, &clock](async::Scheduler &, std::int64_t) {
            if (clock.elapsed() > mostMilliseconds)
                run->requestStop();
        };
        auto made =
            ScenarioRun::create(std::shared_ptr<const Scenario>(std::move(loaded.scenario)), std::move(options));
        if (made.ok()) {
            run = made.value().get();
            {
                const std::lock_guard lock(m_mutex);
                m_run = run;
                if (m_isOver)
                    run->requestStop();
            }
            run->runToEnd();
            const std::lock_guard lock(m_mutex);
            m_run = nullptr;
        }
    }
    Intervals intervals(store);
    intervals.update();
    return runThumbnail(intervals, look.pixels, look.ratio, look.theme);
}

} // namespace coroscope
