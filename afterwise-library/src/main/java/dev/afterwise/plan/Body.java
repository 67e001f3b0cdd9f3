package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one step of a plan does. */
public sealed interface Body {
    /** In one line, for whoever reads the history. */
    String summary();

    /** Runs a program with these arguments, as they are: no shell reads them. */
    record Command(List<String> arguments) implements Body {
        /** @throws IllegalArgumentException if there is no program to run */
        public Command {
            arguments = List.copyOf(arguments);
            if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
                throw new IllegalArgumentException("A command must begin with the program to run, but this is (%s)."
                        .formatted(String.join(" ", arguments)));
            }
        }

        @Override
        public String summary() {
            return String.join(" ", arguments);
        }
    }

    /** Has {@code sh -e} run this text, which is the same in every run: what differs comes in by the environment. */
    record Script(String text) implements Body {
        /** The system takes no argument that is longer than 128 KiB. */
        public static final int MAX_BYTES = 100_000;

        @Override
        public String summary() {
            return text.strip();
        }
    }

    /**
     * Makes an HTTP request, and follows redirects.
     *
     * @param url with the scheme http or https
     * @param headers by their names
     * @param expect the statuses that are a success; empty for every 2xx
     */
    record Request(
            String method,
            Template url,
            SortedMap<String, Template> headers,
            @Nullable Template body,
            Set<Integer> expect)
            implements Body {
        public Request {
            var byName = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = Collections.unmodifiableSortedMap(byName);
            expect = Collections.unmodifiableSortedSet(new TreeSet<>(expect));
        }

        @Override
        public String summary() {
            return method + " " + url;
        }
    }

    /** Runs Java code on the step's thread, which is interrupted when it takes too long. */
    record Code(String name, Routine routine) implements Body {
        @Override
        public String summary() {
            return name;
        }
    }

    /** Java code that is a step. */
    @FunctionalInterface
    interface Routine {
        /**
         * @param env what the step's {@code env} came to
         * @return its outputs, by name
         */
        Map<String, Value> run(SortedMap<String, String> env) throws Exception;
    }
}
