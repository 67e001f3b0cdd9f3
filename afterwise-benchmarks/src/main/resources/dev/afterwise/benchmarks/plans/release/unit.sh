#!/bin/sh
set -eu
. ./luck.sh
begin unit
gzip -dc work/classes.gz | grep -c '' >work/unit
work 200
