// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace coroscope
{

/// Ends the program in order when the system asks for it (SIGTERM, SIGINT, SIGHUP): all windows are closed, which ends
/// runs, keeps settings and asks about unsaved changes. A second signal ends it at once. At most one at a time; where
/// there are no such signals it does nothing.
class Termination : public QObject
{
    Q_OBJECT

public:
    explicit Termination(QObject *parent = nullptr);
    ~Termination() override;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace coroscope
