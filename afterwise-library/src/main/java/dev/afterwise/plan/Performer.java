package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries out the bodies of steps. Safe for use by many threads. */
interface Performer {
    /**
     * Where a body is carried out.
     *
     * @param folder in which commands run
     * @param env variables added to the environment
     * @param scope what the templates in the body refer to
     * @param timeout after which it is stopped
     * @param writesOutputs whether it may write outputs into a file
     * @param parent on whose behalf it is carried out: which step of which run
     * @param transcript of what it prints
     */
    record Surroundings(
            Path folder,
            SortedMap<String, String> env,
            Scope scope,
            Duration timeout,
            boolean writesOutputs,
            Parent parent,
            Transcript transcript) {
        public Surroundings {
            env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        }
    }

    /**
     * How it went, and what came out.
     *
     * @param code the exit code or HTTP status, or null if it didn't come to that
     * @param retryAfter how long the other side asked to wait, or null
     * @param usage what it took
     */
    record Performed(
            Outcome.Ended outcome,
            Payload result,
            Output.Made made,
            @Nullable Integer code,
            @Nullable Duration retryAfter,
            Usage usage) {
        static final Output.Made NOTHING = new Output.Made("", Collections.emptyMap());

        /** It didn't come to an exit code or a status. */
        static Performed of(Outcome.Ended outcome) {
            return new Performed(outcome, Payload.NONE, NOTHING, null, null, Usage.NONE);
        }

        /** The same, of whose output only half came through. */
        Performed broken() {
            String half = made.text().substring(0, made.text().length() / 2);
            return new Performed(
                    outcome,
                    Payload.text(half, half.length()),
                    new Output.Made(half, Collections.emptyMap()),
                    code,
                    retryAfter,
                    usage);
        }

        Performed withOutcome(Outcome.Ended other) {
            return new Performed(other, result, made, code, retryAfter, usage);
        }
    }

    /** Carries out the body, on the calling thread. @throws InterruptedException if the thread was told to stop; so has the body */
    Performed perform(Body body, Surroundings surroundings) throws InterruptedException;
}
