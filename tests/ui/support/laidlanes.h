// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/trackindex.h"

#include <QString>
#include <QStringList>

namespace coroscope
{

/// The lanes of a trace, with what lays them out.
struct LaidLanes {
    explicit LaidLanes(EventStore &store) : intervals(store) { update(); }

    bool update()
    {
        intervals.update();
        index.update(intervals);
        return layout.update(intervals, index);
    }

    /// The rows in words: `loop | [sem] | ^pinned | main | (gather of 2) | -a +3`, where +3 are folded away.
    QString told() const
    {
        QStringList rows;
        for (const Lane &lane : layout.lanes()) {
            QString row = QString(lane.depth, u'-');
            switch (lane.kind) {
            case LaneKind::Loop:
                row = QStringLiteral("loop");
                break;
            case LaneKind::Object:
                row = QStringLiteral("[%1]").arg(QString::fromStdString(intervals.objects()[lane.track].name));
                break;
            case LaneKind::Thread:
                row += QStringLiteral("thread %1").arg(intervals.threads()[lane.part].thread);
                break;
            case LaneKind::Section:
                row = QStringLiteral("[%1 more]").arg(lane.part);
                break;
            case LaneKind::Group:
                row += QStringLiteral("(%1)").arg(groupCaption(intervals, layout.tree().groups()[lane.track]));
                break;
            case LaneKind::Task:
                row += QString::fromStdString(intervals.tasks()[lane.track].name);
                break;
            }
            if (lane.pinned)
                row.prepend(u'^');
            if (lane.isContext)
                row.append(u'?');
            if (const FoldedTasks *folded = layout.foldedIn(lane))
                row.append(QStringLiteral(" +%1").arg(folded->count()));
            rows += row;
        }
        return rows.join(QStringLiteral(" | "));
    }

    Intervals intervals;
    TrackIndex index;
    LaneLayout layout{};
};

} // namespace coroscope
