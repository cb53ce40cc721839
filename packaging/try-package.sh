#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/try-package.sh [--dev] [--root FOLDER] [-o OUT.png]: makes the package and tries it where nothing else of
# Coroscope is. A fresh Debian is laid into a folder by debootstrap and the package is installed there by apt; a scenario is
# opened by its file type in a display that nobody sees, and the window is saved as coroscope-installed.png. With --dev
# tests/packaging/consumer is built there too, on the package coroscope-dev. With --root the Debian stays in FOLDER, for
# another time. Who is not root gets the package unpacked into an empty folder, with the libraries of this machine.
set -euo pipefail
source "$(dirname "$0")/common.sh"

dev='' keep='' picture=$PWD/coroscope-installed.png
while [ $# -gt 0 ]; do
    case $1 in
    --dev) dev=1 ;;
    --root) keep=$(realpath -m "${2:?--root takes a folder}") && shift ;;
    -o | --output) picture=$(realpath -m "${2:?-o takes a file}") && shift ;;
    *)
        sed -n '3,8s/^# //p' "$0"
        [ "$1" = --help ] || [ "$1" = -h ] && exit 0
        exit 2
        ;;
    esac
    shift
done

readonly scenario=$root/resources/scenarios/limits/semaphore-30.coro.yaml
readonly tools=(xvfb desktop-file-utils libglib2.0-bin shared-mime-info x11-utils imagemagick)
folder=$(mktemp -d)
trap 'rm -rf --one-file-system "$folder"' EXIT

# Of a shell of its own, since quietly has its own trap.
calmly() { (quietly "$folder/log" "$@"); }

mapfile -t packages < <("$root/packaging/make-package.sh")
[ ${#packages[@]} = 2 ] || fail "There are no packages to try"
for package in "${packages[@]}"; do
    say "$(basename "$package"): $(($(stat -c %s "$package") / 1024)) KiB"
done

# opens_by_type FILE OUT.png: run by bash of its own, where the package is installed. Opens the file with the program that
# is registered for its type, waits for its window, and saves what the display shows.
opens_by_type() {
    set -euo pipefail
    local file=$1 picture=$2 type display server tries window=''
    type=$(gio info -a standard::content-type "$file" | sed -n 's/.*standard::content-type: //p')
    echo "$(basename "$file") is $type; $(gio mime "$type" | head -n 1)"
    coproc SERVER { exec Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null; }
    server=$SERVER_PID
    # shellcheck disable=SC2064
    trap "kill $server" EXIT
    read -r -t 60 display <&"${SERVER[0]}"
    export DISPLAY=:$display QT_QPA_PLATFORM=xcb
    gio open "$file"
    for tries in $(seq 60); do
        window=$(xwininfo -root -tree | sed -nE 's/^ +(0x[0-9a-f]+) ".*Coroscope.*": .*"coroscope".*/\1/p' | head -n 1)
        [ -z "$window" ] || break
        sleep 0.5
    done
    [ -n "$window" ] || { echo "No window came within 30 s" >&2 && return 1; }
    echo "Its window after $((tries / 2)) s: $(xprop -id "$window" _NET_WM_NAME | cut -d '"' -f 2)"
    sleep 6 # the scenario runs for less than 4 s
    import -window root "$picture"
    kill "$(xprop -id "$window" _NET_WM_PID | sed 's/.*= //')"
    sleep 1
}

in_fresh_debian() {
    local debian=${keep:-$folder/debian} home=/home/tester
    local started=$SECONDS
    if [ ! -f "$debian/etc/debian_version" ]; then
        say "Laying a Debian 12 into $debian"
        calmly debootstrap --variant=minbase bookworm "$debian" || return 1
        cp /etc/resolv.conf "$debian/etc/"
        say "That took $((SECONDS - started)) s"
    fi
    # A mount of its own for /proc goes away with the commands.
    local inside=(chroot "$debian")
    if unshare --mount --pid --fork true 2>/dev/null; then
        inside=(unshare --mount --pid --fork --kill-child --mount-proc="$debian/proc" chroot "$debian")
    fi
    inside+=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
    cp "${packages[@]}" "$debian/tmp/"
    started=$SECONDS
    say "Installing the package there"
    calmly "${inside[@]}" bash -c "apt-get -qq update &&
        apt-get -y -qq install --no-install-recommends ${tools[*]} &&
        apt-get -y -qq install --reinstall /tmp/coroscope_*.deb" || return 1
    say "That took $((SECONDS - started)) s"
    "${inside[@]}" bash -c 'id tester >/dev/null 2>&1 || useradd --create-home tester'
    cp "$scenario" "$debian$home/"
    "${inside[@]}" runuser -u tester -- env HOME=$home bash -c "$(declare -f opens_by_type)
        coroscope --version
        coroscope run --quiet --stats library:semaphore-30 | head -n 3
        opens_by_type ~/$(basename "$scenario") ~/picture.png" || return 1
    cp "$debian$home/picture.png" "$picture"

    if [ -n "$dev" ]; then
        started=$SECONDS
        say "Building tests/packaging/consumer there"
        rm -rf "$debian$home/consumer"
        cp -r "$root/tests/packaging/consumer" "$debian$home/"
        calmly "${inside[@]}" bash -c "apt-get -y -qq install --no-install-recommends g++ cmake ninja-build &&
            apt-get -y -qq install --no-install-recommends --reinstall /tmp/coroscope-dev_*.deb &&
            cd $home/consumer && cmake -S . -B build -G Ninja && cmake --build build" || return 1
        "${inside[@]}" $home/consumer/build/baristas | diff - "$debian$home/consumer/expected.txt" || return 1
        say "It links and prints what it should; that took $((SECONDS - started)) s"
        calmly "${inside[@]}" apt-get -y -qq purge coroscope-dev
    fi

    calmly "${inside[@]}" apt-get -y -qq purge coroscope || return 1
    local left
    left=$(find "$debian/usr" "$debian/etc" -iname '*coroscope*')
    [ -z "$left" ] || fail "What was left after the package was taken away: $left"
    say "Taken away again, and nothing was left"
}

in_empty_folder() {
    say "Unpacking the package into $folder/unpacked"
    install_missing "${tools[@]}"
    local share=$folder/unpacked/usr/share package
    for package in "${packages[@]}"; do
        [[ $(basename "$package") == coroscope_* ]] && dpkg-deb -x "$package" "$folder/unpacked"
    done
    update-mime-database "$share/mime" 2>/dev/null
    update-desktop-database "$share/applications"
    mkdir "$folder/home"
    cp "$scenario" "$folder/home/"
    env -i HOME="$folder/home" PATH="$folder/unpacked/usr/bin:/usr/bin:/bin" LANG=C.UTF-8 XDG_DATA_DIRS="$share:/usr/share" \
        bash -c "$(declare -f opens_by_type); coroscope --version
            opens_by_type ~/$(basename "$scenario") '$picture'"
}

if [ "$(id -u)" = 0 ]; then
    install_missing debootstrap
    in_fresh_debian || fail "The package could not be tried in a fresh Debian"
else
    in_empty_folder || fail "The package could not be tried"
fi
say "The window: $picture"
