#!/bin/sh -e
# The browser that the tests drive, from the system's packages.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
sudo=
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Chromium is missing: installing it."
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends chromium
else
    echo "Chromium is missing: install it (Debian: apt-get install" \
        "chromium, as root) and run this again." >&2
    exit 1
fi
