package dev.afterwise.heal;

import java.util.OptionalInt;

/**
 * What can be seen of a failure before anybody knows what it means.
 *
 * @param type exception class or error code; empty if there is none
 * @param message what was said; may be empty
 * @param exitCode of a process that ended by itself
 * @param signal that ended a process
 * @param status of an HTTP answer
 */
public record Symptom(String type, String message, OptionalInt exitCode, OptionalInt signal, OptionalInt status) {
    public static Symptom said(String type, String message) {
        return new Symptom(type, message, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    public static Symptom exited(int code, String message) {
        return new Symptom("exit " + code, message, OptionalInt.of(code), OptionalInt.empty(), OptionalInt.empty());
    }

    public static Symptom killed(int signal, String message) {
        return new Symptom(
                "signal " + signal, message, OptionalInt.empty(), OptionalInt.of(signal), OptionalInt.empty());
    }

    /**
     * An HTTP answer that was not wanted.
     *
     * @param message what its body says
     */
    public static Symptom answered(int status, String message) {
        return new Symptom("HTTP " + status, message, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(status));
    }
}
