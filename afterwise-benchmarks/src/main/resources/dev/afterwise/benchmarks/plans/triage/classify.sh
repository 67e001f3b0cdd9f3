#!/bin/sh
set -eu
. ./luck.sh
begin "classify.$1"
if [ "$1" = quick ]; then
    work 70
    if [ "$COMPLEXITY" -gt 6 ]; then failing=85; else failing=3; fi
else
    work 320
    failing=4
fi
fails "$failing" 1 "classify: no class fits the ticket ($SUBJECT)"
echo "question" >work/class
