#!/bin/sh
set -eu
. ../luck/luck.sh
begin report
work 60
wc -l work/loaded
