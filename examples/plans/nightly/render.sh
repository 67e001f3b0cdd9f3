#!/bin/sh
# Renders a page, quickly or thoroughly. The quick way does not get far with what is intricate, and the thorough one finds too
# little to go on in what is simple.
set -eu
. nightly/chance.sh
case $1 in
    quick) sleep 0.03; intricate=90 simple=4 ;;
    thorough) sleep 0.15; intricate=5 simple=65 ;;
esac
if [ "$COMPLEXITY" -gt 5 ]; then failing=$intricate; else failing=$simple; fi
if chance "$failing"; then
    echo "render: layout does not converge on page $$" >&2
    exit 1
fi
echo "<html>tonight</html>"
