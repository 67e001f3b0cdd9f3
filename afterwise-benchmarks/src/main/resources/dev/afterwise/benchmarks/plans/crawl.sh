#!/bin/sh
# The commands of crawl.yaml.
set -eu
. ./luck.sh
case $1 in
    links)
        begin "links.$2"
        if [ "$2" = patterns ]; then
            work 60
            fails 22 1 "links: a tag that is never closed"
        else
            work 160
            fails 2 1 "links: a page that is no page"
        fi
        seq 200 >work/links
        ;;
    index)
        begin index
        work 120
        sort -n work/links | uniq -c | gzip >work/index.gz
        ;;
esac
