#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# ctest.sh PART COROSCOPE: one of the tests that CMakeLists.txt lists. Exits 77 where it cannot run here.
set -euo pipefail
cd "$(dirname "$0")"
part=$1 engine=$2

if [ "$part" = goldens ]; then
    exec python3 goldens.py engine "$engine"
fi
python=$(../conformance/findpython.sh) || {
    echo "SKIPPED: $part needs CPython 3.13 or newer (python3.13, python3.14 or pyenv), and there is none"
    exit 77
}
case $part in
recording) exec "$python" goldens.py check ;;
programs) exec "$python" goldens.py programs "$engine" ;;
*)
    echo "ctest.sh: no part is called $part" >&2
    exit 2
    ;;
esac
