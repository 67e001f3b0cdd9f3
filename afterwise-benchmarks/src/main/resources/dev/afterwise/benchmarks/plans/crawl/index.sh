#!/bin/sh
set -eu
. ./luck.sh
begin index
work 120
sort -n work/links | uniq -c | gzip >work/index.gz
