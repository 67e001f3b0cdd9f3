#!/bin/sh
# The commands of triage.yaml.
set -eu
. ./luck.sh
case $1 in
    style)
        begin style
        work 250
        echo "dear" >work/style
        ;;
    classify)
        begin "classify.$2"
        if [ "$2" = quick ]; then
            work 70
            if [ "$COMPLEXITY" -gt 6 ]; then failing=85; else failing=3; fi
        else
            work 320
            failing=4
        fi
        fails "$failing" 1 "classify: no class fits the ticket ($SUBJECT)"
        echo "question" >work/class
        ;;
    similar)
        begin similar
        work 380
        fails 9 75 "similar: connection reset by the index"
        grep -n "$SUBJECT" triage.sh >work/similar || true
        ;;
    draft)
        begin draft
        work 300
        echo "$(cat work/style) $NAME" >work/draft
        ;;
    allowed)
        begin allowed
        work 30
        fails 6 77 "allowed: permission denied: the desk is closed today"
        ;;
esac
