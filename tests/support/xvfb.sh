#!/bin/bash
# SPDX-License-Identifier: MIT
# xvfb.sh PROGRAM [ARGUMENT…]: runs a program in a display of its own that nobody sees; 77 where there is no Xvfb.
set -u

if ! command -v Xvfb >/dev/null; then
    echo "Skipped: Xvfb is not there (Debian: apt-get install xvfb)"
    exit 77
fi

# The server chooses a free number and says which.
coproc SERVER { exec Xvfb -displayfd 1 -screen 0 1920x1080x24 -nolisten tcp 2>/dev/null; }
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null' EXIT
if ! read -r -t 60 display <&"${SERVER[0]}"; then
    echo "Skipped: Xvfb does not start here"
    exit 77
fi
DISPLAY=:$display QT_QPA_PLATFORM=xcb "$@"
