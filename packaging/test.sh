#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/test.sh [CMAKE-OPTION…]: installs what is missing, builds into build/, and runs all tests.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
    sed -n '3s/^# //p' "$0"
    exit 0
fi

install_missing "${build_packages[@]}" "${test_packages[@]}"
[ -f "$root/build/build.ninja" ] || say "Building Coroscope and its tests; the first time takes some minutes"
configure "$root/build" -DCMAKE_BUILD_TYPE=Release -DCOROSCOPE_TESTS=ON "$@"
build "$root/build" all
run_tests "$root/build" || fail "Some tests failed; the whole log: $root/build/test.log"
