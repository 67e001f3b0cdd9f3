package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.Map;
import java.util.Optional;

/** Where the value of a step's output is found in what an attempt made. */
public interface Output {
    /** How long a value may be, in characters. */
    int LONGEST = 30_000;

    /** What was printed, or the body of the answer, without white space around it. */
    Output TEXT = new Output() {
        @Override
        public Optional<Value> in(Made made) {
            return Optional.of(Value.of(made.text().strip()));
        }

        @Override
        public String toString() {
            return "text";
        }
    };

    /**
     * What an attempt made.
     *
     * @param text what it printed, or the body of the answer; only the last part if there is more than 64 KiB
     * @param written what it wrote into its file of outputs, by name
     */
    record Made(String text, Map<String, Value> written) {}

    /** The value, or empty if it isn't there. */
    Optional<Value> in(Made made);

    /** What was written under this name into the file that {@code AFTERWISE_OUTPUT} names. */
    static Output written(String name) {
        return new Written(name);
    }

    /** See {@link #written}. */
    record Written(String name) implements Output {
        @Override
        public Optional<Value> in(Made made) {
            return Optional.ofNullable(made.written().get(name));
        }

        @Override
        public String toString() {
            return "file";
        }
    }
}
