#!/bin/sh
set -eu
. ./luck.sh
begin style
work 250
echo "dear" >work/style
