#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the path of a Python of at least 3.13, or nothing and exits 1 where there is none.

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null
}

for python in "${CONFORMANCE_PYTHON:-}" python3.13 python3.14 python3.15 python3; do
    [ -n "$python" ] || continue
    found=$(command -v "$python" 2>/dev/null) || continue
    if new_enough "$found"; then
        echo "$found"
        exit 0
    fi
done

for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[3-9]*/bin/python3; do
    if [ -x "$python" ] && new_enough "$python"; then
        echo "$python"
        exit 0
    fi
done
exit 1
