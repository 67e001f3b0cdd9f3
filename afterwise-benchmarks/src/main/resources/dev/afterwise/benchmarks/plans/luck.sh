# Sourced by the commands of a scene. What has become of attempts is kept apart from them. What happens by chance in a run is the same for the same seed, step and attempt, whatever
# plan the step is in, so that two plans can be compared on the same luck.

luck=${PWD%/*}/luck

# begin NAME: draws what becomes of this attempt.
begin() {
    tries=0
    [ ! -f "$luck/$1" ] || read -r tries <"$luck/$1"
    tries=$((tries + 1))
    echo "$tries" >"$luck/$1"
    read -r seed <"$luck/seed"
    drawn=$(printf '%s %s %s' "$seed" "$1" "$tries" | md5sum)
    one=$((0x${drawn%"${drawn#????}"}))
    drawn=${drawn#????}
    two=$((0x${drawn%"${drawn#????}"}))
    drawn=${drawn#????}
    three=$((0x${drawn%"${drawn#????}"}))
    drawn=${drawn#????}
    four=$((0x${drawn%"${drawn#????}"}))
}

# work MILLISECONDS: waits for disks and networks, 15 % less to 15 % more.
work() {
    millis=$(($1 * (850 * 131070 + (one + two) * 300) / 131070000))
    sleep "$((millis / 1000)).$(printf %03d $((millis % 1000)))"
}

# fails PERCENT CODE MESSAGE...: what the attempt may end with.
fails() {
    if [ $((three * 100 / 65536)) -lt "$1" ]; then
        code=$2
        shift 2
        echo "$*" >&2
        exit "$code"
    fi
}

# hangs PERCENT: waits for what never comes.
hangs() {
    if [ $((four * 100 / 65536)) -lt "$1" ]; then
        echo "waiting for the lock" >&2
        exec sleep 600
    fi
}
