#!/bin/sh
set -eu
. ./luck.sh
begin join
work 120
join "$CLEAN" "$CUSTOMERS" | join - "$PRICES" >work/joined
echo "table=work/joined" >>"$AFTERWISE_OUTPUT"
