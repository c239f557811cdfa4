#!/bin/sh
# Installs what the browser tests need, where it is missing: Debian's Chromium and a Chinese font.
set -eu
here=$(dirname "$0")
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then missing="$missing fonts-noto-cjk"; fi
[ -n "$missing" ] || exit 0
echo "installing for the browser tests:$missing"
sh "$here/../as_root.sh" apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive sh "$here/../as_root.sh" apt-get install -y -qq --no-install-recommends $missing >/dev/null
