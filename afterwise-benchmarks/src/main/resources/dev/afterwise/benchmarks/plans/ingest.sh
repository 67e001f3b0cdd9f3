#!/bin/sh
# The commands of ingest.yaml.
set -eu
. ./luck.sh
table() {
    echo "table=work/$1" >>"$AFTERWISE_OUTPUT"
}
case $1 in
    orders)
        begin orders
        hangs 7
        work $((100 + ROWS / 5))
        seq "$ROWS" | sed 's/\(.*\)\(.\)$/\2 \1\2/' >work/orders
        table orders
        ;;
    customers)
        begin customers
        work 180
        fails 12 75 "customers: connection refused"
        seq 0 9 | sed 's/$/ customer/' >work/customers
        table customers
        ;;
    prices)
        begin prices
        hangs 4
        work 220
        fails 9 75 "prices: 503 Service Unavailable"
        seq 0 9 | sed 's/$/ 9.90/' >work/prices
        table prices
        ;;
    clean)
        begin clean
        work $((60 + ROWS / 10))
        sort -k1,1 "$ORDERS" >work/clean
        table clean
        ;;
    join)
        begin join
        work 120
        join "$CLEAN" "$CUSTOMERS" | join - "$PRICES" >work/joined
        table joined
        ;;
    load)
        begin "load.$2"
        if [ "$2" = bulk ]; then
            work 130
            fails 28 1 "load: the bulk loader refused the table: duplicate key"
        else
            work 210
            fails 3 75 "load: deadlock detected, connection reset"
        fi
        cp "$TABLE" work/loaded
        ;;
    report)
        begin report
        work 60
        wc -l work/loaded
        ;;
esac
