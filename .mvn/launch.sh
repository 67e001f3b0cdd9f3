# Sourced by ./build and ./afterwise: the JDK, the lock and the Maven they share. POSIX sh; the sourcing script sets $root.

jar=$root/afterwise-cli/target/afterwise.jar
built=$jar.built               # as old as the newest source that is surely in the jar, which it names; absent when that is unknown
started=$root/.mvn/.started    # as old as the latest build's beginning

say() { [ "${AFTERWISE_QUIET:-}" = 1 ] || printf 'afterwise: %s\n' "$*" >&2; }
die() { printf 'afterwise: %s\n' "$*" >&2; exit 70; }

# jdk_version DIR: sets $version to the major version of the JDK in DIR, and $release to what tells it from others, fit for a file name
# or empty. Read from its release file, without starting a JVM.
jdk_version() {
    version= release=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            JAVA_VERSION=*) version=${line#*=} version=${version#\"} version=${version%%[!0-9]*} ;;
            JAVA_RUNTIME_VERSION=\"* | OS_ARCH=\"*) release=$release${release:+-}${line#*\"} release=${release%\"} ;;
        esac
    done <"$1/release"
    case $release in *[!A-Za-z0-9.+_-]*) release= ;; esac
    [ -n "$version" ]
}

is_suitable() { jdk_version "$1" && [ "$version" -ge 21 ]; }

# find_jdk: sets $jdk and $version to a JDK 21 or newer: the one asked for, else the one in use, else 25, else the newest.
find_jdk() {
    jdk=${AFTERWISE_JAVA_HOME:-}
    if [ -n "$jdk" ]; then
        is_suitable "$jdk" && return
        found="no JDK is there"
        [ -z "$version" ] || found="that is $version"
        die "AFTERWISE_JAVA_HOME ($jdk) must be the directory of a JDK 21 or newer, but $found."
    fi
    jdk=${JAVA_HOME:-}
    if [ -n "$jdk" ] && is_suitable "$jdk"; then return; fi
    jdk=$(command -v java || :)
    if [ -n "$jdk" ]; then
        jdk=$(readlink -f "$jdk" 2>/dev/null || printf %s "$jdk")
        jdk=${jdk%/bin/java}
        if is_suitable "$jdk"; then return; fi
    fi
    jdk= newest=0 newest_at=
    for place in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk-* /opt/java/* /opt/jdk* /opt/*jdk* \
        "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.gradle/jdks/* \
        "${HOME:-/}"/.local/share/mise/installs/java/* "${HOME:-/}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        jdk_version "$place" || continue
        if [ "$version" -eq 25 ]; then
            jdk=$place
            return
        fi
        if [ "$version" -gt "$newest" ]; then newest=$version newest_at=$place; fi
    done
    if [ "$newest" -ge 21 ]; then
        jdk=$newest_at
        jdk_version "$jdk"
        return
    fi
    found="none was found"
    [ "$newest" -eq 0 ] || found="the newest found is $newest ($newest_at)"
    die "a JDK 21 or newer must be installed, but $found. Maybe install JDK 25, or set AFTERWISE_JAVA_HOME to where one is."
}

# lock: waits until no other build runs in this tree. Held by descriptor 9, which Maven inherits, so that it lasts as long as Maven does.
lock() {
    exec 9<"$root/.mvn"
    try_lock LOCK_NB && return
    say "waiting for the build that is already running here..."
    try_lock || say "no lock to be had here; building all the same."
}

# try_lock [LOCK_NB]: flock where it is installed, else Perl's, which locks the same descriptor.
try_lock() {
    if command -v flock >/dev/null 2>&1; then
        flock ${1:+-n} 9 2>/dev/null
    else
        perl -e 'use Fcntl ":flock"; open(my $f, "<&=", 9) or exit 1; exit !flock($f, LOCK_EX | (@ARGV ? LOCK_NB : 0))' ${1:+"$1"} 2>/dev/null
    fi
}

unlock() { exec 9<&-; }

# maven ARGUMENTS: runs Maven in the root on the JDK of find_jdk, and notes how fresh the jar is that it made. The caller holds the lock.
maven() {
    command -v mvn >/dev/null 2>&1 || die "Maven must be installed to build from source, but no mvn is on the PATH."
    : >"$started"
    # Maven's own libraries call methods that newer JDKs warn of.
    quiet=
    [ "$version" -lt 24 ] || quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
    status=0
    (cd "$root" && JAVA_HOME=$jdk MAVEN_OPTS="$quiet ${MAVEN_OPTS:-}" AFTERWISE_BUILDING=1 exec mvn "$@") || status=$?
    if [ "$status" -eq 0 ] && is_newer "$jar" "$started" && is_whole "$@"; then
        touch -r "$started" "$jar"
        identify_jar >"$built"
        touch -r "$started" "$built"
    fi
    return "$status"
}

# identify_jar: says which tree the jar is in, and which of its jars it is: by what is in it, and when it was made.
identify_jar() {
    printf '%s-%s\n' "$(printf %s "$root" | cksum | cut -d ' ' -f 1)" "$({ ls -ln "$jar" && cat "$jar"; } | cksum | cut -d ' ' -f 1)"
}

is_newer() { [ -n "$(find "$1" -newer "$2" 2>/dev/null)" ]; }

# is_whole ARGUMENTS: whether such a build reads all sources; one of some modules may take the others from elsewhere.
is_whole() {
    for argument; do
        case $argument in -am | --also-make) return 0 ;; esac
    done
    for argument; do
        case $argument in -pl* | --projects* | -rf* | --resume-from* | -f* | --file*) return 1 ;; esac
    done
}
