// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openwindows.h"

#include <QThread>

namespace coroscope
{
namespace
{

constexpr int askAgain = 200; ///< milliseconds

} // namespace

OpenWindows::OpenWindows(QObject *parent) : QObject(parent)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &OpenWindows::letGo);
}

OpenWindows::~OpenWindows() = default;

void OpenWindows::add(std::unique_ptr<MainWindow> window)
{
    connect(window.get(), &MainWindow::closed, this, [this] { m_later.start(0); });
    m_windows.push_back(std::move(window));
}

void OpenWindows::letGo()
{
    // A dialog or a menu that stands on the stack may be that of the closed window.
    if (QThread::currentThread()->loopLevel() > 1) {
        m_later.start(askAgain);
        return;
    }
    std::erase_if(m_windows, [](const std::unique_ptr<MainWindow> &window) { return window->isClosed(); });
}

} // namespace coroscope
