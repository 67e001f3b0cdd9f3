#!/bin/sh
set -eu
. ./luck.sh
begin draft
work 300
echo "$(cat work/style) $NAME" >work/draft
