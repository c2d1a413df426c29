#!/bin/sh
# Install what the tests need of Debian's packages where this user may; say what is missing where not.
set -u
PATH=$PATH:/usr/sbin:/sbin

has() { command -v "$1" >/dev/null 2>&1; }

list_missing() {
    has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || echo chromium
    fc-list ':lang=zh' 2>/dev/null | grep -q . || echo fontconfig fonts-noto-cjk
    has nginx || echo nginx-light
    has sshd || echo openssh-server
    has ssh || echo openssh-client
    for package in fcgiwrap openssl git rsync; do
        has "$package" || echo "$package"
    done
}

missing=$(list_missing | xargs)
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "installing for the tests: $missing"
    apt-get -qq update >/dev/null 2>&1
    for package in $missing; do
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null 2>&1
    done
    missing=$(list_missing | xargs)
    [ -n "$missing" ] || exit 0
fi
echo "missing: $missing; the tests that need them are skipped (with CI=true they fail)." >&2
echo "On Debian: sudo apt-get install $missing" >&2
exit 0
