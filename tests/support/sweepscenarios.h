// SPDX-License-Identifier: MIT
#pragma once

// What the tests of sweeps run: of the engine, of the command line and of the window.

namespace coroscope::test
{

/// Six jobs of the length `work` for `permits` workers at a time. With `endless` it does not come to an end.
inline constexpr const char *sweepJobs = R"(coroscope: 1
title: Jobs
seed: 7
params:
  permits: {value: 2, min: 1, max: 6, step: 1}
  work: 100ms
  endless: false
objects:
  sem: Semaphore(permits)
coroutines:
  job():
    - with: sem
      do:
        - sleep: ${work}
main:
  - gather: job()
    for: i in range(6)
  - while: endless
    do:
      - sleep: 0
)";

/// Ends by what `mode` says, if it begins: it does not where `size` is below 0.
inline constexpr const char *sweepEnds = R"(coroscope: 1
params:
  mode: {value: fine, choices: [fine, fails, hangs, endless, busy]}
  size: 1
objects:
  go: Event()
  sem: Semaphore(size)
main:
  - sleep: 1
  - if: mode == 'fails'
    then:
      - raise: {ValueError: 'too few, "really"'}
  - if: mode == 'hangs'
    then:
      - await: go.wait()
  - if: mode == 'endless'
    then:
      - while: true
        do:
          - sleep: 0
  - if: mode == 'busy'
    then:
      - while: true
        do:
          - let: {x: 1}
)";

} // namespace coroscope::test
