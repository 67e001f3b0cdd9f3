#!/bin/sh
set -eu
. ../luck/luck.sh
begin index
work 120
sort -n work/links | uniq -c | gzip >work/index.gz
