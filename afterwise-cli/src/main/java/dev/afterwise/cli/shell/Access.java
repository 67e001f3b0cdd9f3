package dev.afterwise.cli.shell;

/** What a command is going to do with the store. */
public enum Access {
    /** It only reads. Without a store at the usual place, there is simply nothing to read. */
    READ,
    /** It changes what is there. Without a store at the usual place, there is nothing to change. */
    CHANGE,
    /** It writes, and makes the store if there is none. */
    MAKE
}
