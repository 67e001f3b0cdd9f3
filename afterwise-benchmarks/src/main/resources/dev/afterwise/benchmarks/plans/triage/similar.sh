#!/bin/sh
set -eu
. ./luck.sh
begin similar
work 380
fails 9 75 "similar: connection reset by the index"
grep -n "$SUBJECT" similar.sh >work/similar || true
