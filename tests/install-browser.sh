#!/bin/sh
# Install Debian's Chromium and a Chinese font for the browser tests where this user may; say so where not.
set -u
find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
find_browser >/dev/null 2>&1 && fc-list ':lang=zh' 2>/dev/null | grep -q . && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium and fonts-noto-cjk for the browser tests"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        chromium fonts-noto-cjk fontconfig; } >/dev/null 2>&1
fi
if ! find_browser >/dev/null 2>&1; then
    echo "no Chromium found: the browser tests will be skipped (with CI=true they fail)." >&2
    echo "On Debian: sudo apt-get install chromium fonts-noto-cjk" >&2
fi
exit 0
