#!/bin/sh
set -eu
. ../luck/luck.sh
begin package
work 80
tar -cf work/package.tar -C work docs unit integration
