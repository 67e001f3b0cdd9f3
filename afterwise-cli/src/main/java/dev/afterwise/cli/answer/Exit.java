package dev.afterwise.cli.answer;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, as whoever started it sees it. */
public enum Exit {
    OK(0, "it did what it was asked"),
    FAILED(1, "it failed, or found a problem"),
    USAGE(2, "it was asked wrongly: arguments, environment or plan file"),
    NOT_FOUND(3, "there is no such file, execution, task or recommendation"),
    STORE(4, "the store, or a server, can't be reached or used"),
    WAITING(5, "it waits for a person"),
    NOT_ENOUGH_HISTORY(6, "there is not enough history to answer"),
    INTERNAL(70, "a mistake in afterwise itself"),
    INTERRUPTED(130, "it was interrupted");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** All codes and what they mean, for help pages. */
    public static Map<String, String> meanings() {
        var meanings = new LinkedHashMap<String, String>();
        for (Exit each : values()) {
            meanings.put(Integer.toString(each.code), each.meaning);
        }
        return meanings;
    }
}
