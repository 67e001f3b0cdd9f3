#!/bin/sh
set -eu
. ./luck.sh
begin lint
work 140
grep -c '' compile.sh lint.sh >work/lint
