#!/bin/sh
set -eu
. ./luck.sh
begin "resolve.$1"
if [ "$1" = mirror ]; then
    work 90
    fails 30 75 "resolve: connection reset by mirror.example"
else
    work 240
    fails 4 75 "resolve: connection timed out: origin.example"
fi
echo "libraries of $1" >work/libraries
