package dev.afterwise.benchmarks;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Usage;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.record.Diagnosis;
import dev.afterwise.record.Protection;
import dev.afterwise.record.Recorder;
import dev.afterwise.record.Run;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recorder of this library, with a sink that counts. */
final class OurRecorder implements RecordStep.Peer {
    private final Recorder recorder = new Recorder(
            this::take, new NoFailures(), OurRecorder::unprotected, Timekeeper.system(), Randomness.system());
    private volatile long received;

    @Override
    public void execution() {
        Run run = recorder.begin(Profile.of("support"));
        run.agent("support-bot").attribute("customer", "acme");
        for (int i = 0; i < RecordStep.STEPS; i++) {
            int tokens = 800 + i;
            run.model("small-model", () -> {
                run.usage(Usage.tokens(tokens, 145));
                return tokens;
            });
        }
        run.end();
    }

    /** Called by the recorder's one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void take(List<Fact> facts) {
        received += facts.size();
    }

    @Override
    public void flush() {
        recorder.flush();
    }

    @Override
    public long received() {
        return received;
    }

    /** It began, each step and its attempt began and ended, it ended: and what was learned of it in between. */
    @Override
    public long perExecution() {
        return 3 + 3 * RecordStep.STEPS;
    }

    @Override
    public void close() {
        recorder.close();
    }

    private static final class NoFailures implements Diagnosis {
        private final Classifier classifier = new Classifier();

        @Override
        public Failure of(Throwable thrown) {
            return classifier.classify(thrown);
        }

        @Override
        public Failure of(String type, String message) {
            return classifier.classify(type, message);
        }
    }

    private static Protection.Calls unprotected() {
        return (component, terms) -> new Unprotected();
    }

    /** A call of which nothing is ever refused. */
    private static final class Unprotected implements Protection.Call {
        @Override
        public @Nullable CircuitOpenException refused() {
            return null;
        }

        @Override
        public void ended(Outcome.Ended outcome) {}

        @Override
        public Recovery after(Failure failure, List<Recovery> offered, Duration floor) {
            return new Recovery.GiveUp("it is not expected to fail");
        }
    }
}
