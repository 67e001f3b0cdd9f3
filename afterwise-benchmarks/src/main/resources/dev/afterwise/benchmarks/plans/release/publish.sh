#!/bin/sh
set -eu
. ./luck.sh
begin publish
work 100
fails 14 75 "publish: 429 Too Many Requests"
mv work/package.tar work/published.tar
