// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenariochecker.h"

#include "core/scenario/scenariofile.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace coroscope
{
namespace
{

constexpr int pause = 250; ///< milliseconds after the last key

} // namespace

ScenarioChecker::ScenarioChecker(QObject *parent) : QObject(parent)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(pause);
    connect(&m_wait, &QTimer::timeout, this, &ScenarioChecker::start);
}

void ScenarioChecker::check(std::function<QString()> text, const QString &name)
{
    ++m_asked;
    m_text = std::move(text);
    m_name = name;
    m_wait.start();
}

void ScenarioChecker::flush()
{
    if (!m_wait.isActive())
        return;
    m_wait.stop();
    start();
}

void ScenarioChecker::cancel()
{
    ++m_asked;
    m_wait.stop();
    m_runs = false;
    m_text = nullptr;
    m_faults.clear();
    m_scenario.reset();
}

void ScenarioChecker::start()
{
    const QString text = m_text();
    if (text.size() < largeText) {
        m_runs = false;
        LoadedScenario loaded = loadScenarioText(text.toUtf8(), m_name);
        return take(std::move(loaded.faults), std::move(loaded.scenario));
    }
    m_runs = true;
    const QPointer<ScenarioChecker> self(this);
    QThreadPool::globalInstance()->start([self, asked = m_asked, text, name = m_name] {
        auto loaded = std::make_shared<LoadedScenario>(loadScenarioText(text.toUtf8(), name));
        QMetaObject::invokeMethod(qApp, [self, asked, loaded] {
            if (!self || self->m_asked != asked)
                return;
            self->m_runs = false;
            self->take(std::move(loaded->faults), std::move(loaded->scenario));
        });
    });
}

void ScenarioChecker::take(std::vector<Fault> faults, std::shared_ptr<const Scenario> scenario)
{
    m_faults = std::move(faults);
    m_scenario = std::move(scenario);
    Q_EMIT checked();
}

} // namespace coroscope
