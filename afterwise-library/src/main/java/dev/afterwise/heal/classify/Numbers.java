package dev.afterwise.heal.classify;

import java.util.Collections;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The codes that a text tells: "HTTP/1.1 503", "Error code: 429", "exited with code 137", "SQLSTATE 40P01". A number counts
 * only where the words before it say what it is.
 */
record Numbers(Set<Integer> statuses, Set<Integer> exits, Set<String> sqlStates) {
    private static final int FIRST_STATUS = 400;
    private static final int LAST_STATUS = 599;
    private static final int LAST_EXIT = 255;
    private static final int NEAR = 4;
    private static final int SQL_STATE = 5;
    private static final Set<String> ENDED = Set.of("exit", "exited", "exitcode", "returned", "terminated", "rc");
    private static final Set<String> PROCESS = Set.of("exit", "exited", "errno", "exitcode", "signal", "rc");
    private static final Set<String> ANSWERED = Set.of("responded", "answered", "replied", "failed", "returned", "got");
    private static final Set<String> SIDES = Set.of("client", "server");

    static Numbers in(Wording wording) {
        var statuses = new TreeSet<Integer>();
        var exits = new TreeSet<Integer>();
        var states = new TreeSet<String>();
        for (int i = 0; i < wording.size(); i++) {
            String word = wording.word(i);
            OptionalInt number = number(word);
            if (number.isPresent()) {
                int value = number.getAsInt();
                if (value >= FIRST_STATUS && value <= LAST_STATUS && isStatus(wording, i)) {
                    statuses.add(value);
                } else if (value <= LAST_EXIT && isExit(wording, i)) {
                    exits.add(value);
                }
            }
            if (word.length() == SQL_STATE && isState(wording, i)) {
                states.add(word.toUpperCase(Locale.ROOT));
            }
        }
        return new Numbers(
                Collections.unmodifiableSet(statuses),
                Collections.unmodifiableSet(exits),
                Collections.unmodifiableSet(states));
    }

    /** One of three digits at most. */
    private static OptionalInt number(String word) {
        if (word.length() > 3) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalInt.empty();
            }
            number = 10 * number + c - '0';
        }
        return OptionalInt.of(number);
    }

    private static boolean isStatus(Wording wording, int i) {
        if (isNear(wording, i, PROCESS)) {
            return false;
        }
        return switch (before(wording, i, 1)) {
            case "status", "code", "http", "error", "statuscode" -> true;
            case "with" -> ANSWERED.contains(before(wording, i, 2));
            case "1", "0", "2", "3" ->
                before(wording, i, 2).equals("http") || before(wording, i, 3).equals("http");
            default ->
                (SIDES.contains(after(wording, i, 1)) && after(wording, i, 2).equals("error"))
                        || wording.opensObject(i);
        };
    }

    private static boolean isExit(Wording wording, int i) {
        return switch (before(wording, i, 1)) {
            case "code", "status", "value", "with" -> isNear(wording, i, ENDED);
            case "exit", "exitcode", "rc" -> true;
            default -> false;
        };
    }

    private static boolean isState(Wording wording, int i) {
        return switch (before(wording, i, 1)) {
            case "sqlstate" -> true;
            case "state" -> before(wording, i, 2).equals("sql");
            default ->
                before(wording, i, 2).equals("error")
                        && before(wording, i, 1).length() == SQL_STATE - 1
                        && Character.isDigit(before(wording, i, 1).charAt(0));
        };
    }

    private static boolean isNear(Wording wording, int i, Set<String> words) {
        // The type is not near what the message begins with.
        int most = i > wording.typeWords() ? Math.min(NEAR, i - wording.typeWords() - 1) : NEAR;
        for (int back = 1; back <= most; back++) {
            if (words.contains(before(wording, i, back))) {
                return true;
            }
        }
        return false;
    }

    private static String before(Wording wording, int i, int back) {
        return i - back < 0 ? "" : wording.word(i - back);
    }

    private static String after(Wording wording, int i, int on) {
        return i + on >= wording.size() ? "" : wording.word(i + on);
    }
}
