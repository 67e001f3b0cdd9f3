#!/bin/sh
set -eu
. ./luck.sh
begin allowed
work 30
fails 6 77 "allowed: permission denied: the desk is closed today"
