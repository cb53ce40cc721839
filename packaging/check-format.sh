#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/check-format.sh [--fix]: tells which C++ files clang-format 14 would change; with --fix changes them.
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t files < <(git ls-files -- '*.h' '*.cpp')
if [ "${1:-}" = --fix ]; then
    clang-format-14 -i "${files[@]}"
    exit 0
fi
clang-format-14 --dry-run -Werror "${files[@]}" 2>&1 | grep -a ' error: ' | cut -d : -f 1,2 | sort -u | sed 's/$/: not as clang-format has it/' && {
    echo "packaging/check-format.sh --fix puts it right."
    exit 1
}
exit 0
