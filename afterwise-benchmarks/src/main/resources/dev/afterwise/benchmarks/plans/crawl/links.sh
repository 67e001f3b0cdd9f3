#!/bin/sh
set -eu
. ./luck.sh
begin "links.$1"
if [ "$1" = patterns ]; then
    work 60
    fails 22 1 "links: a tag that is never closed"
else
    work 160
    fails 2 1 "links: a page that is no page"
fi
seq 200 >work/links
