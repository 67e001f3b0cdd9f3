#!/bin/sh
# Renders a page in $1 seconds. In $2 of 100 runs it ends without one.
set -eu
. flaky/chance.sh
sleep "$1"
if chance "$2"; then
    echo "render: layout does not converge on page $$" >&2
    exit 1
fi
echo "<html>tonight</html>"
