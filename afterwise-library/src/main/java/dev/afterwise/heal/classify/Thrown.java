package dev.afterwise.heal.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be seen of an exception. Nothing is thrown here: this runs while something else is failing. */
final class Thrown {
    private static final int MAX_ANCESTORS = 8;
    private static final String SQL_EXCEPTION = "java.sql.SQLException";

    /** They tell nothing that their heirs have in common. */
    private static final Set<String> ANYTHING = Set.of(
            "java.lang.Object",
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.Error",
            "java.lang.RuntimeException",
            "java.io.IOException",
            SQL_EXCEPTION);

    private Thrown() {}

    /** The exception by its own name, and then by those of the classes that it extends. */
    static List<Symptom> symptoms(Throwable thrown) {
        String message = message(thrown);
        var ancestors = new ArrayList<String>();
        boolean isSql = false;
        Class<?> each = thrown.getClass();
        for (int i = 0; each != null && i < MAX_ANCESTORS; i++, each = each.getSuperclass()) {
            String name = each.getName();
            isSql |= name.equals(SQL_EXCEPTION);
            if (i > 0 && !ANYTHING.contains(name)) {
                ancestors.add(name);
            }
        }
        Symptom own = Symptom.said(thrown.getClass().getName(), message);
        // Where java.sql is not there, nobody throws its exceptions, and the class that knows them is never loaded.
        Symptom whole = isSql ? own.withSqlState(SqlStates.of(thrown)) : own;
        return ancestors.isEmpty() ? List.of(whole) : List.of(whole, Symptom.said(String.join(" ", ancestors), ""));
    }

    static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException brokenGetter) {
            return "";
        }
    }

    static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException brokenGetter) {
            return null;
        }
    }

    /** Apart, because a runtime image may lack {@code java.sql}. */
    private static final class SqlStates {
        static String of(Throwable thrown) {
            try {
                String state = thrown instanceof java.sql.SQLException sql ? sql.getSQLState() : null;
                return state == null ? "" : state;
            } catch (RuntimeException brokenGetter) {
                return "";
            }
        }
    }
}
