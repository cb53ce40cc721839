// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace coroscope
{

/// The windows of the program. One that was closed goes soon, with its run, its store and whatever it still had to do;
/// those that are open go with the list.
class OpenWindows : public QObject
{
    Q_OBJECT

public:
    explicit OpenWindows(QObject *parent = nullptr);
    ~OpenWindows() override;

    void add(std::unique_ptr<MainWindow> window);
    std::size_t count() const { return m_windows.size(); }

private:
    void letGo();

    std::vector<std::unique_ptr<MainWindow>> m_windows;
    QTimer m_later;
};

} // namespace coroscope
