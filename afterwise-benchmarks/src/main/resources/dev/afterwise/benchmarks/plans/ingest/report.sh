#!/bin/sh
set -eu
. ./luck.sh
begin report
work 60
wc -l work/loaded
