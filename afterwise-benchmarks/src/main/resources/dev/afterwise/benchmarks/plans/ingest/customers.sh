#!/bin/sh
set -eu
. ./luck.sh
begin customers
work 180
fails 12 75 "customers: connection refused"
seq 0 9 | sed 's/$/ customer/' >work/customers
echo "table=work/customers" >>"$AFTERWISE_OUTPUT"
