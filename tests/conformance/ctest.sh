#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# ctest.sh PART COROSCOPE: one of the tests that CMakeLists.txt lists. Exits 77 where it cannot run here.
set -euo pipefail
cd "$(dirname "$0")"
part=$1 engine=$2

shopt -s nullglob
scenarios=(scenarios/*.yaml)
# Goldens of others may lie beside the repository; they are run as well.
given=(../../../shared/conformance/*.yaml)

new_python() {
    ./findpython.sh || {
        echo "SKIPPED: $part needs CPython 3.13 or newer (python3.13, python3.14 or pyenv), and there is none"
        exit 77
    }
}

case $part in
goldens) exec python3 compare.py --engine "$engine" "${scenarios[@]}" "${given[@]}" ;;
recording)
    python=$(new_python) || { echo "$python"; exit 77; }
    exec "$python" record.py --check "${scenarios[@]}" "${given[@]}"
    ;;
engine)
    python=$(new_python) || { echo "$python"; exit 77; }
    exec "$python" differential.py --engine "$engine" --seeds 1..500 --jobs 2
    ;;
programs)
    python=$(new_python) || { echo "$python"; exit 77; }
    exec "$python" differential.py --engine "$engine" --seeds 501..700 --jobs 2 --python
    ;;
*)
    echo "ctest.sh: no part is called $part" >&2
    exit 2
    ;;
esac
