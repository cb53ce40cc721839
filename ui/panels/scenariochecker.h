// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace coroscope
{

/// Checks a text that is typed: a little after the last change, and a large one in the background. What comes in late
/// for a text that is another one by then is dropped.
class ScenarioChecker : public QObject
{
    Q_OBJECT

public:
    explicit ScenarioChecker(QObject *parent = nullptr);

    /// The text changed; `text` gives it when it is time to check. `name` is the file's, for the faults.
    void check(std::function<QString()> text, const QString &name);
    /// Does now what check() has put off. A large text still takes its time in the background.
    void flush();
    /// Nothing is to be checked any more.
    void cancel();
    /// Whether a check is put off or goes on.
    bool isBusy() const { return m_wait.isActive() || m_runs; }

    const std::vector<Fault> &faults() const { return m_faults; }
    /// The text that was checked last, if it was right.
    std::shared_ptr<const Scenario> scenario() const { return m_scenario; }

    /// Texts of fewer characters are checked at once.
    static constexpr qsizetype largeText = 20'000;

Q_SIGNALS:
    /// faults() and scenario() are those of the text now.
    void checked();

private:
    void start();
    void take(std::vector<Fault> faults, std::shared_ptr<const Scenario> scenario);

    QTimer m_wait;
    std::function<QString()> m_text;
    QString m_name;
    std::vector<Fault> m_faults;
    std::shared_ptr<const Scenario> m_scenario;
    quint64 m_asked = 0;
    bool m_runs = false;
};

} // namespace coroscope
