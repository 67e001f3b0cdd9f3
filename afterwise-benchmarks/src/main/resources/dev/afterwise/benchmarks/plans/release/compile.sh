#!/bin/sh
set -eu
. ./luck.sh
begin compile
for module in $(seq "$MODULES"); do
    sed "s/^/$module /" compile.sh >"work/module-$module"
done
work $((60 * MODULES))
cat work/libraries work/module-* | gzip >work/classes.gz
