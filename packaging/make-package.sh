#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/make-package.sh: installs what is missing, builds into build/, and makes the Debian packages of the program
# and of the core library: build/packages/coroscope_VERSION_ARCHITECTURE.deb and coroscope-dev_….
set -euo pipefail
source "$(dirname "$0")/common.sh"

if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
    sed -n '3,4s/^# //p' "$0"
    exit 0
fi

install_missing "${build_packages[@]}" dpkg-dev
if [ ! -f "$root/build/build.ninja" ] || ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/build/CMakeCache.txt"; then
    say "Building Coroscope; the first time takes some minutes"
    configure "$root/build" -DCMAKE_BUILD_TYPE=Release -DCOROSCOPE_TESTS=OFF
fi
build "$root/build" coroscope coroscope_core coroscope_packaging
(cd "$root/build" && quietly package.log cpack) || fail "Packing failed"
sed -nE 's/^CPack: - package: (.*) generated\.$/\1/p' "$root/build/package.log"
