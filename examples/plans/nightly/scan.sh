#!/bin/sh
# Scans the page. In 22 of 100 runs it waits for a lock that nobody gives back.
set -eu
. nightly/chance.sh
if chance 22; then
    echo "scan: waiting for the lock" >&2
    exec sleep 600
fi
echo "nothing found"
