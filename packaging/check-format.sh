#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/check-format.sh [--fix]: tells which C++ files clang-format 14 would change; with --fix changes them.
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t files < <(git ls-files --cached --others --exclude-standard -- '*.h' '*.cpp')
if [ ${#files[@]} = 0 ]; then
    echo "git lists no sources here" >&2
    exit 1
fi
if [ "${1:-}" = --fix ]; then
    clang-format-14 -i "${files[@]}"
    exit 0
fi
if ! faults=$(clang-format-14 --dry-run -Werror "${files[@]}" 2>&1); then
    sed -nE 's/^([^:]+:[0-9]+):[0-9]+: error: .*/\1: not as clang-format has it/p' <<<"$faults" | sort -u
    echo "packaging/check-format.sh --fix puts it right."
    exit 1
fi
