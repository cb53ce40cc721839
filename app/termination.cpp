// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/termination.h"

#include <QApplication>
#include <QSocketNotifier>

#include <utility>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace coroscope
{

#ifdef Q_OS_UNIX

namespace
{

constexpr int endingSignals[] = {SIGTERM, SIGINT, SIGHUP};

int ends[2] = {-1, -1}; // of a pipe: a handler may do little more than write

void wake(int)
{
    const int before = errno; // of what it came in between
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(ends[1], &byte, 1);
    errno = before;
}

} // namespace

Termination::Termination(QObject *parent) : QObject(parent)
{
    if (::pipe(ends) != 0)
        return;
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [] {
        char byte = 0;
        if (::read(ends[0], &byte, 1) == 1)
            QApplication::closeAllWindows();
    });
    struct sigaction action {
    };
    action.sa_handler = &wake;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (const int signal : endingSignals)
        ::sigaction(signal, &action, nullptr);
}

Termination::~Termination()
{
    if (!m_notifier)
        return;
    for (const int signal : endingSignals)
        std::signal(signal, SIG_DFL);
    m_notifier.reset();
    for (int &end : ends)
        ::close(std::exchange(end, -1));
}

#else

Termination::Termination(QObject *parent) : QObject(parent) {}
Termination::~Termination() = default;

#endif

} // namespace coroscope
