#!/bin/sh
set -eu
. ./luck.sh
begin integration
work $((90 * MODULES))
fails 18 75 "integration: connection reset by peer while the database started"
gzip -dc work/classes.gz | wc -l >work/integration
