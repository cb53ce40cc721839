// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coroscope::test
{

/// Three runners and one baton: small enough to know all that a window has to say of it.
inline constexpr const char *baton = R"(coroscope: 1
title: Baton
params:
  permits: {value: 1, min: 1, max: 3}  # batons
objects:
  baton: Semaphore(permits)
coroutines:
  runner(i):
    - with: baton
      do:
        - log: runner ${i} runs
        - sleep: ${0.1 * (i + 1)}
    - return: ${i}
main:
  - gather: runner(i)
    for: i in range(3)
  - log: all are there
)";

} // namespace coroscope::test
