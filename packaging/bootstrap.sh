#!/bin/sh
# Everything a fresh machine needs before EdgeShift runs: system libraries, .venv, locked packages.
#   bootstrap.sh run    what the application needs
#   bootstrap.sh test   that, and what its tests need
#   bootstrap.sh windows        what builds the Windows installer
#   bootstrap.sh test-windows   that and what all tests need, and Wine
# It installs system packages where it may (root on Debian or Ubuntu) and prints the exact command where it may not.
set -eu
cd "$(dirname "$0")/.."
WHAT="${1:-run}"
VENV=.venv

QT="libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 \
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
TESTS="xvfb xauth xdotool poppler-utils"
# The tests open the report in a browser. Ubuntu has it as a snap only.
grep -qs '^ID=debian' /etc/os-release && TESTS="$TESTS chromium"
WINDOWS="nsis gcc-mingw-w64-x86-64"
WINE="wine wine64"

say() { printf '%s\n' "edgeshift: $*" >&2; }

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Python 3.11 or newer is needed and was not found. Install it, or set PYTHON=/path/to/python."
    if command -v apt-get >/dev/null 2>&1; then
        printf '  sudo apt-get update && sudo apt-get install -y python3 python3-venv python3-pip\n' >&2
    elif command -v dnf >/dev/null 2>&1; then
        printf '  sudo dnf install -y python3.11\n' >&2
    elif command -v zypper >/dev/null 2>&1; then
        printf '  sudo zypper install -y python311\n' >&2
    elif command -v brew >/dev/null 2>&1; then
        printf '  brew install python@3.11\n' >&2
    fi
    exit 1
}

# Everything is made inside the checkout: another user's folder cannot take it, and no package would change that.
check_folder() {
    [ -w . ] && { [ ! -e "$VENV" ] || [ -w "$VENV" ]; } && return 0
    say "$(id -un 2>/dev/null || id -u) may not write to $(pwd). Make a checkout of your own, or become its owner."
    exit 1
}

# Prints the packages of its arguments that are not installed. Newer releases renamed some to <name>t64.
missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        say "installing $*"
        DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
        return
    fi
    say "these system packages are missing; as an administrator run:"
    printf '  sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n' "$*" >&2
    return 1
}

system_packages() {
    command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
    wanted="$QT"
    [ "$WANT_TESTS" = yes ] && wanted="$QT $TESTS"
    case "$WHAT" in
    windows) wanted="$wanted $WINDOWS" ;;
    test-windows) wanted="$wanted $WINDOWS $WINE" ;;
    esac
    # shellcheck disable=SC2086
    missing="$(missing_packages $wanted)"
    [ -z "$missing" ] && return 0
    # shellcheck disable=SC2086
    install_packages $missing && return 0
    case "$WHAT" in *windows) exit 1 ;; esac
    say "going on without them; perhaps Qt starts all the same"
}

make_venv() {
    [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    "$PY" -c 'import venv; from ensurepip import version' 2>/dev/null && fresh_venv && return 0
    # Debian keeps the module that puts pip into a new environment in a package of its own.
    package="$("$PY" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if command -v apt-get >/dev/null 2>&1 && install_packages "$package" && fresh_venv; then
        return 0
    fi
    if "$PY" -m pip --python "$PY" --version >/dev/null 2>&1 && fresh_venv --without-pip; then
        say "going on with the pip of $PY"
        return 0
    fi
    say "this Python cannot make virtual environments: it lacks the module venv or ensurepip. Install it and try again."
    exit 1
}

fresh_venv() {
    rm -rf "$VENV"
    "$PY" -m venv "$@" "$VENV" >&2 && return 0
    rm -rf "$VENV"
    return 1
}

# The environment's own pip, or the one of the Python it was made from. Which index it asks is the user's setting.
run_pip() {
    if "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
        "$VENV/bin/python" -m pip "$@"
    else
        "$PY" -m pip --python "$VENV/bin/python" "$@"
    fi
}

# Does nothing when this lock was installed into this environment before.
install_locked() {
    lock=requirements.lock
    [ "$WANT_TESTS" = yes ] && lock=requirements-dev.lock
    stamp="$("$VENV/bin/python" -c 'import hashlib, sys; print(*sys.version_info[:3], hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$lock")"
    [ "$(cat "$VENV/edgeshift-$lock" 2>/dev/null || true)" = "$stamp" ] && return 0
    say "installing the packages of $lock"
    if ! run_pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >&2; then
        say "the packages were not installed. If the package index cannot be reached:"
        printf '%s\n' '  behind a proxy: export HTTPS_PROXY=http://proxy:port, then try again' \
            '  with a mirror:  export PIP_INDEX_URL=<its address>, then try again' \
            "  without a net:  on a computer that has one, pip download -r $lock -d wheels; copy the folder here, then" \
            '                  export PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels, and try again' >&2
        exit 1
    fi
    printf '%s\n' "$stamp" >"$VENV/edgeshift-$lock"
}

check_qt() {
    QT_QPA_PLATFORM=offscreen "$VENV/bin/python" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' 2>"$VENV/qt-error" && {
        rm -f "$VENV/qt-error"
        return 0
    }
    say "Qt does not start:"
    tail -n 3 "$VENV/qt-error" >&2
    rm -f "$VENV/qt-error"
    say "install the system packages named above and try again"
    exit 1
}

WANT_TESTS=no
case "$WHAT" in test*) WANT_TESTS=yes ;; esac
check_folder
PY="$(find_python)"
system_packages
make_venv
install_locked
check_qt
