#!/bin/sh
set -eu
. ./luck.sh
begin lint
work 140
grep -c '' luck.sh lint.sh >work/lint
