package dev.afterwise.server;

import java.util.Optional;

/** Answers messages of the Model Context Protocol. Must be safe for use by many threads. */
public interface Messages {
    /** Whether it speaks this version of the protocol, such as {@code 2025-06-18}. */
    boolean speaks(String version);

    /**
     * Answers one message.
     *
     * @param caller what they may not do is not offered to them
     * @param message of JSON-RPC
     * @return one message; empty if nothing is to be answered
     * @throws InterruptedException if the thread was told to stop
     */
    Optional<String> answer(Caller caller, String message) throws InterruptedException;
}
