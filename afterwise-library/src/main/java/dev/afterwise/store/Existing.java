package dev.afterwise.store;

/** What becomes of a file that is where another one is to be. */
public enum Existing {
    /** It stays, and there is no other one. */
    KEEP,
    /** It is replaced, as a whole, in one moment; not while anybody uses it as a store. */
    REPLACE
}
