#!/bin/sh
# Runs a command as root: directly when we are, else through sudo.
if [ "$(id -u)" = 0 ]; then exec "$@"; fi
exec sudo "$@"
