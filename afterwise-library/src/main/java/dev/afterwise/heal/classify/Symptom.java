package dev.afterwise.heal.classify;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What can be seen of a failure before anybody knows what it means.
 *
 * @param type exception class or error code; empty if there is none
 * @param message what was said; may be empty
 * @param exitCode of a process that ended by itself
 * @param signal that ended a process
 * @param status of an HTTP answer
 * @param sqlState five characters, as SQL databases give; empty if there is none
 * @param headers of an HTTP answer; upper and lower case are the same in their names
 */
public record Symptom(
        String type,
        String message,
        OptionalInt exitCode,
        OptionalInt signal,
        OptionalInt status,
        String sqlState,
        Map<String, String> headers) {
    private static final int FIRST_SIGNAL_CODE = 129;
    private static final int LAST_SIGNAL_CODE = 192;

    public Symptom {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
    }

    public static Symptom said(String type, String message) {
        return new Symptom(type, message, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), "", Map.of());
    }

    public static Symptom exited(int code, String message) {
        return said("exit " + code, message).withExit(code);
    }

    public static Symptom killed(int signal, String message) {
        return said("signal " + signal, message).withSignal(signal);
    }

    /**
     * An HTTP answer that was not wanted.
     *
     * @param message what its body says
     */
    public static Symptom answered(int status, String message) {
        return said("HTTP " + status, message).withStatus(status);
    }

    /** The same of a process. Shells report a signal as the code 128 more, Python as its negative: both are understood. */
    public Symptom withExit(int code) {
        if (code < 0) {
            return withSignal(-code);
        }
        return code >= FIRST_SIGNAL_CODE && code <= LAST_SIGNAL_CODE
                ? withSignal(code - FIRST_SIGNAL_CODE + 1)
                : new Symptom(type, message, OptionalInt.of(code), signal, status, sqlState, headers);
    }

    public Symptom withSignal(int number) {
        return new Symptom(type, message, exitCode, OptionalInt.of(number), status, sqlState, headers);
    }

    public Symptom withStatus(int number) {
        return new Symptom(type, message, exitCode, signal, OptionalInt.of(number), sqlState, headers);
    }

    public Symptom withSqlState(String state) {
        return new Symptom(type, message, exitCode, signal, status, state, headers);
    }

    public Symptom withHeaders(Map<String, String> given) {
        return new Symptom(type, message, exitCode, signal, status, sqlState, given);
    }
}
