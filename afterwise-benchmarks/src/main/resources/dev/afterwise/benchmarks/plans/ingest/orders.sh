#!/bin/sh
set -eu
. ./luck.sh
begin orders
hangs 7
work $((100 + ROWS / 5))
seq "$ROWS" | sed 's/\(.*\)\(.\)$/\2 \1\2/' >work/orders
echo "table=work/orders" >>"$AFTERWISE_OUTPUT"
