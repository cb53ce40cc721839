# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What run.sh, test.sh and .ci/run share: packages, configuring, building. Read with `source`; no effects by itself.

readonly root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly jobs=$(nproc 2>/dev/null || echo 2)

# Debian 12's names. What each is for stands in README.md.
readonly build_packages=(
    g++ cmake ninja-build
    qt6-base-dev qt6-svg-dev qcoro-qt6-dev
    libqscintilla2-qt6-dev libyaml-cpp-dev libsimdjson-dev zlib1g-dev
    fonts-dejavu-core)
readonly test_packages=(
    qt6-declarative-dev python3 python3-yaml python3-jsonschema python3-uvloop xvfb
    dpkg-dev desktop-file-utils appstream shared-mime-info libglib2.0-bin man-db zsh)
readonly check_packages=(clang-format-14 git python3 lintian)

say() { echo "== $*" >&2; }
fail() {
    echo "== $*" >&2
    exit 1
}

installed() { [ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" = 'install ok installed' ]; }

# install_missing PACKAGE…: by apt, only those that are not there; says nothing where all are.
install_missing() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: make sure that what these packages hold is there: $*"
        return 0
    fi
    local package missing=()
    for package; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Please install as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing ${missing[*]}"
    local log
    log=$(mktemp)
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0)
    # Lists that are old or empty make the first try fail: then they are fetched.
    if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1 &&
        ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } \
            </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install ${missing[*]}"
    fi
    rm -f "$log"
}

# quietly LOG COMMAND…: into the log; where the command fails, the lines that tell why.
quietly() {
    local log=$1 status=0
    shift
    "$@" </dev/null >"$log" 2>&1 &
    local process=$!
    trap 'kill '$process' 2>/dev/null' EXIT
    if [ -t 2 ]; then
        while kill -0 $process 2>/dev/null; do
            printf '\r%s \r' "$(grep -aoE '^\[[0-9]+/[0-9]+\]' "$log" | tail -n 1)" >&2
            sleep 0.5
        done
        printf '\r%20s\r' '' >&2
    fi
    wait $process || status=$?
    trap - EXIT
    [ $status = 0 ] && return 0
    grep -aE -A 3 'error: |undefined reference|^CMake Error|^E: ' "$log" | cut -c -300 | head -n 60 >&2 || true
    { grep -a '^FAILED: ' "$log" || true; } | cut -d ' ' -f 1,2 >&2
    say "The whole log: $log"
    return 1
}

# configure FOLDER CMAKE-OPTION…
configure() {
    local folder=$1 cache=$1/CMakeCache.txt
    shift
    mkdir -p "$folder"
    # A folder that was copied or moved names another source; CMake refuses it.
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        say "$folder was configured for another place; starting anew"
        rm -rf "$cache" "$folder/CMakeFiles"
    fi
    quietly "$folder/configure.log" cmake -S "$root" -B "$folder" -G Ninja "$@" || fail "Configuring failed"
}

# build FOLDER TARGET…
build() {
    local folder=$1
    shift
    quietly "$folder/build.log" ninja -C "$folder" -j "$jobs" -k 0 "$@" ||
        fail "Building failed"
}

# run_tests FOLDER CTEST-OPTION…: shows what failed and what was skipped, and ctest's own summary.
run_tests() {
    local folder=$1 status
    shift
    rm -f "$folder/tests.xml"
    QT_QPA_PLATFORM=offscreen ctest --test-dir "$folder" --parallel "$jobs" --output-on-failure --no-tests=error --no-label-summary \
        --output-junit "$folder/tests.xml" "$@" </dev/null 2>&1 | tee "$folder/test.log" |
        grep -avE '^Internal ctest changing|^Test project |^ +Start +[0-9]+:| Passed +[0-9.]+ sec *$|^PASS   : ' | cat -s
    status=${PIPESTATUS[0]}
    grep -ahE '^SKIPPED: ' "$folder/Testing/Temporary/LastTest.log" | sort -u
    return "$status"
}

# count_tests FOLDER: what the last run_tests there counted, in tests_passed, tests_skipped and tests_failed (names).
count_tests() {
    local cases
    cases=$(grep -a '<testcase ' "$1/tests.xml")
    tests_passed=$(grep -ac ' status="run"' <<<"$cases")
    tests_skipped=$(grep -acE ' status="(notrun|disabled)"' <<<"$cases")
    mapfile -t tests_failed < <(sed -nE '/ status="fail"/s/.*<testcase name="([^"]*)".*/\1/p' <<<"$cases")
}
