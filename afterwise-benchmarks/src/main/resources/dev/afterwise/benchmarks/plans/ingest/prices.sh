#!/bin/sh
set -eu
. ./luck.sh
begin prices
hangs 4
work 220
fails 9 75 "prices: 503 Service Unavailable"
seq 0 9 | sed 's/$/ 9.90/' >work/prices
echo "table=work/prices" >>"$AFTERWISE_OUTPUT"
