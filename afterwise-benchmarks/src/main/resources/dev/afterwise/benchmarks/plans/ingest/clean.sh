#!/bin/sh
set -eu
. ./luck.sh
begin clean
work $((60 + ROWS / 10))
sort -k1,1 "$ORDERS" >work/clean
echo "table=work/clean" >>"$AFTERWISE_OUTPUT"
