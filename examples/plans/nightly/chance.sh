# chance N: succeeds in N of 100 calls.
chance() {
    dice=$(od -An -N2 -tu2 /dev/urandom)
    [ $((dice % 100)) -lt "$1" ]
}
