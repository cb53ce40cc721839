#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/run.sh [FILE…]: installs what is missing, builds into build/, and opens the window with the given scenarios
# or traces, or with a built-in scenario. Where there is no display, saves a picture as coroscope.png instead.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
    sed -n '3,4s/^# //p' "$0"
    exit 0
fi

install_missing "${build_packages[@]}"
if [ ! -f "$root/build/build.ninja" ] || ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/build/CMakeCache.txt"; then
    say "Building Coroscope; the first time takes some minutes"
    configure "$root/build" -DCMAKE_BUILD_TYPE=Release -DCOROSCOPE_TESTS=OFF
fi
build "$root/build" coroscope

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$root/build/app/coroscope" "$@"
fi
say "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
"$root/build/app/coroscope" render "${1:-$root/resources/scenarios/limits/semaphore-30.coro.yaml}" -o coroscope.png
say "Saved a picture of the scenario instead: $PWD/coroscope.png"
