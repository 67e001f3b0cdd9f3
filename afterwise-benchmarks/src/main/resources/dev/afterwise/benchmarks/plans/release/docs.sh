#!/bin/sh
set -eu
. ./luck.sh
begin docs
work 300
gzip -dc work/classes.gz | sort -u >work/docs
