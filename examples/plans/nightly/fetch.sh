#!/bin/sh
# Fetches tonight's figures. In 35 of 100 runs the other side resets the connection.
set -eu
. nightly/chance.sh
if chance 35; then
    echo "fetch: connection reset by peer (attempt $$)" >&2
    exit 75
fi
echo "figures for tonight"
