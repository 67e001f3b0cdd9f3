# Sourced by ./afterwise after launch.sh: what the command keeps between its starts. POSIX sh.
#
# The AOT cache is a file from which a JDK 25 or newer takes classes loaded and linked already. It is made in the background, tried
# once a day, and never a condition for anything: a JVM that won't have it does without, and the command deletes it then.

# find_cache: sets $cache to the folder for such files, which need not be there; to nothing where nobody says where.
find_cache() {
    case ${XDG_CACHE_HOME:-} in
        /*) cache=$XDG_CACHE_HOME/afterwise ;;
        *) cache=${HOME:+$HOME/.cache/afterwise} ;;
    esac
}

# find_aot KIND: sets $aot to the AOT cache of this kind, command or serve; to nothing if there is none, or somebody else may have written it: that is as good as code.
# Then one is being made for the next time. Within a build there is none, unless AFTERWISE_NO_AOT=0 asks for one.
find_aot() {
    aot= kind=$1 trainer=Training
    [ "$kind" != serve ] || trainer=ServerTraining
    case ${AFTERWISE_NO_AOT:-${AFTERWISE_BUILDING:-0}} in 0) ;; *) return 0 ;; esac
    [ "$version" -ge 25 ] && [ -n "$release" ] && [ -n "$cache" ] || return 0
    # Of this very jar: that its classes are the jar's is not checked by every JVM (25.0.3 does not).
    if [ "${AFTERWISE_BUILDING:-}" = 1 ]; then
        identity=$(identify_jar)
    else
        IFS= read -r identity <"$built" || return 0
    fi
    made=$cache/$kind-$identity-$release.aot
    if [ -f "$made" ]; then
        { [ -O "$cache" ] && [ -O "$made" ]; } 2>/dev/null && aot=$made || :
    elif [ ! -f "$made.tried" ] || is_a_day_old "$made.tried"; then
        # No child of the command, which may end its children, and holding no stream of the caller's, who may wait for its end.
        (make_aot </dev/null >/dev/null 2>&1 &)
    fi
}

is_a_day_old() { [ -n "$(find "$1" -mtime +0 2>/dev/null)" ]; }

# make_aot: makes the cache $made, which is there whole or not at all, and removes what nobody needs any more.
make_aot() {
    trap '' HUP INT
    umask 077
    mkdir -p "$cache" && [ -O "$cache" ] && chmod go-w "$cache" || return 0
    ! is_a_day_old "$made.tried" || rm -f "$made.tried"
    (set -C && : >"$made.tried") || return 0    # of several that start at once, one makes it
    part=$made.$$
    # Interpreted: of what was compiled then, nothing would be of use later.
    if train -Xint -XX:AOTCacheOutput="$part" -cp "$jar" dev.afterwise.cli.$trainer &&
        train -XX:AOTMode=on -XX:AOTCache="$part" -cp "$jar" dev.afterwise.cli.Main version &&
        { sync "$part" || sync; }; then
        mv "$part" "$made"
        for old in "$cache/$kind-${identity%%-*}"-*"-$release.aot"; do
            [ "$old" = "$made" ] || rm -f "$old" "$old.tried"
        done
        ls -t "$cache/$kind"-*.aot | tail -n +5 | while IFS= read -r old; do rm -f "$old" "$old.tried"; done
    fi
    rm -f "$part" "$part.config"
    find "$cache" \( -name 'command-*' -o -name 'serve-*' \) ! -name '*.aot' -mtime +1 -exec rm -f {} +
}

train() {
    nice -n 19 "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "-Dafterwise.cache=$cache" "$@"
}
