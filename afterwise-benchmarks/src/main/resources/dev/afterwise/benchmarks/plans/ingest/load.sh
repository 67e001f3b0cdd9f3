#!/bin/sh
set -eu
. ./luck.sh
begin "load.$1"
if [ "$1" = bulk ]; then
    work 130
    fails 28 1 "load: the bulk loader refused the table: duplicate key"
else
    work 210
    fails 3 75 "load: deadlock detected, connection reset"
fi
cp "$TABLE" work/loaded
