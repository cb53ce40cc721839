#!/bin/sh
# SPDX-License-Identifier: MIT
# Whether CPython still does what the expected texts of the tests say. Exits 77 where there is none that is new enough.
here=$(cd "$(dirname "$0")" && pwd)
if ! python=$(sh "$here/../conformance/findpython.sh"); then
    echo "skipped: no Python of at least 3.13 is found"
    exit 77
fi
exec "$python" "$here/asynciosteps.py" --check "$here"/../core/*/expected/*.py
