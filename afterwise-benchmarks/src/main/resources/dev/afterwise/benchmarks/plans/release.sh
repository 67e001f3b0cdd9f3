#!/bin/sh
# The commands of release.yaml.
set -eu
. ./luck.sh
case $1 in
    lint)
        begin lint
        work 140
        grep -c '' luck.sh release.sh >work/lint
        ;;
    resolve)
        begin "resolve.$2"
        if [ "$2" = mirror ]; then
            work 90
            fails 30 75 "resolve: connection reset by mirror.example"
        else
            work 240
            fails 4 75 "resolve: connection timed out: origin.example"
        fi
        echo "libraries of $2" >work/libraries
        ;;
    compile)
        begin compile
        for module in $(seq "$MODULES"); do
            sed "s/^/$module /" luck.sh >"work/module-$module"
        done
        work $((60 * MODULES))
        cat work/libraries work/module-* | gzip >work/classes.gz
        ;;
    unit)
        begin unit
        gzip -dc work/classes.gz | grep -c '' >work/unit
        work 200
        ;;
    docs)
        begin docs
        work 300
        gzip -dc work/classes.gz | sort -u >work/docs
        ;;
    integration)
        begin integration
        work $((90 * MODULES))
        fails 18 75 "integration: connection reset by peer while the database started"
        gzip -dc work/classes.gz | wc -l >work/integration
        ;;
    package)
        begin package
        work 80
        tar -cf work/package.tar -C work docs unit integration
        ;;
    publish)
        begin publish
        work 100
        fails 14 75 "publish: 429 Too Many Requests"
        mv work/package.tar work/published.tar
        ;;
esac
