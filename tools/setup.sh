#!/bin/sh
# Create .venv, or bring it up to date with pyproject.toml and constraints.txt.
# Does nothing, at once, when both are as they were at the last complete installation.
set -u

cd "$(dirname "$0")/.." || exit 1
TORCH_INDEX=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}
NEEDED_MB=3000  # .venv takes 2 GB; pip unpacks beside it
STAMP=.venv/.complete
LOG=.venv/setup.log

fail() {
    echo "Set-up stopped: $*" >&2
    exit 1
}

# A moved folder or other pins make another fingerprint.
fingerprint() {
    { pwd; echo "${UNPINNED:-},${OLDEST:-}"; cat pyproject.toml constraints.txt tools/setup.sh; } |
        cksum
}

in_range() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null
}

# Sets `python` to the first usable interpreter, or says what is missing.
find_python() {
    without_venv=
    for python in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        command -v "$python" >/dev/null && in_range "$python" || continue
        "$python" -c 'import ensurepip, venv' 2>/dev/null && return
        without_venv=${without_venv:-$python}
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv has no venv module: on Debian or Ubuntu run" \
            "'sudo apt-get install ${without_venv##*/}-venv', then repeat the command."
    fi
    found=$(python3 --version 2>/dev/null) || found="no python3"
    fail "the course needs Python 3.11, 3.12 or 3.13 and found $found: install one" \
        "('sudo apt-get install python3 python3-venv' on Debian 12 or Ubuntu 24.04)," \
        "or name it, as in 'make book PYTHON=/path/to/python3.12'."
}

check_space() {
    free_mb=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free_mb" -ge "$NEEDED_MB" ] ||
        fail "the disk has $free_mb MB free and the packages need $NEEDED_MB MB:" \
            "make room in $(pwd), then repeat the command."
}

explain_failure() {
    tail -n 15 "$LOG" >&2
    if grep -q 'No space left on device' "$LOG"; then
        fail "the disk is full: make room in $(pwd) and in ${TMPDIR:-/tmp}, then repeat the command."
    elif grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeout|from versions: none' "$LOG"; then
        fail "the packages could not be fetched: connect to the network, then repeat the command."
    fi
    fail "pip failed, see the lines above and $LOG."
}

install() {
    .venv/bin/python -m pip --disable-pip-version-check install --retries 2 "$@" >"$LOG" 2>&1 ||
        explain_failure
}

[ -x .venv/bin/python ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$(fingerprint)" ] && exit 0

if ! [ -x .venv/bin/pip ] || ! in_range .venv/bin/python ||
    ! grep -qsF "$(pwd)/.venv" .venv/pyvenv.cfg; then
    find_python
    check_space
    echo "Making .venv with $("$python" --version): once, some minutes, about 2 GB."
    rm -rf .venv
    "$python" -m venv .venv ||
        fail "the folder .venv could not be made: check that $(pwd) may be written to and that the" \
            "disk is not full, then repeat the command."
fi
rm -f "$STAMP"
: >"$LOG" || fail "the disk is full: make room in $(pwd), then repeat the command."

pinned=constraints.txt
if [ -n "${OLDEST:-}" ]; then
    pinned=.venv/oldest.txt
    .venv/bin/python tools/oldest.py >$pinned || fail "pyproject.toml lacks a lower bound, see above."
fi
torch=torch==$(sed -n 's/^torch==//p' $pinned)
pins="-c $pinned"
[ -n "${UNPINNED:-}" ] && torch=torch && pins=--upgrade

# Alone and without dependencies: where its index cannot be reached, only this step waits.
echo "  PyTorch (CPU) ..."
install --no-deps --extra-index-url "$TORCH_INDEX" "$torch"
echo "  the other packages ..."
# shellcheck disable=SC2086  # two words on purpose
install $pins -e '.[book,exercises,grading,test]'
fingerprint >"$STAMP"
echo "  ready."
