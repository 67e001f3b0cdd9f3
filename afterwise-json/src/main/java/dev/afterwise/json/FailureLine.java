package dev.afterwise.json;

import dev.afterwise.FailureClass;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A failure, and what somebody who knows says that it is.
 *
 * @param line in the file, from 1
 * @param type exception class or error code; empty if there is none
 * @param message may be empty
 * @param status of an HTTP answer
 * @param exit code of a process
 * @param passes whether the same attempt, made again later, might succeed; empty if nobody said
 */
public record FailureLine(
        int line,
        String type,
        String message,
        OptionalInt status,
        OptionalInt exit,
        FailureClass failureClass,
        Optional<Boolean> passes) {}
