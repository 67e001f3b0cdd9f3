package dev.afterwise.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a store with generated executions, or a file of them to import, for whatever is to be tried with many of them. */
final class StoreBuild {
    static final String NAME = "store.build";
    static final String USAGE = NAME + " --executions N --out FOLDER [--lines]";

    private StoreBuild() {}

    /** @throws IllegalArgumentException unless the arguments are as {@link #USAGE} says */
    static void run(List<String> arguments, Report report) throws Exception {
        var left = new ArrayDeque<>(arguments);
        long executions = 0;
        Path folder = null;
        boolean lines = false;
        while (!left.isEmpty()) {
            switch (left.poll()) {
                case "--executions" -> executions = executions(left.poll());
                case "--out" -> folder = left.isEmpty() ? null : Path.of(left.poll());
                case "--lines" -> lines = true;
                default -> throw misunderstood();
            }
        }
        if (executions == 0 || folder == null) {
            throw misunderstood();
        }
        report.machine();
        if (lines) {
            report.line("%s made".formatted(Populated.lines(folder, executions)));
        } else {
            Populated.in(folder, executions, report);
        }
    }

    private static long executions(@Nullable String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,8}")) {
            throw misunderstood();
        }
        return Long.parseLong(text);
    }

    private static IllegalArgumentException misunderstood() {
        return new IllegalArgumentException("A store is built by '%s'.".formatted(USAGE));
    }
}
