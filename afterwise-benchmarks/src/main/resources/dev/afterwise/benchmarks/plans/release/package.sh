#!/bin/sh
set -eu
. ./luck.sh
begin package
work 80
tar -cf work/package.tar -C work docs unit integration
