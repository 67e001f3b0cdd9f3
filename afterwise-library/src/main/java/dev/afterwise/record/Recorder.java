package dev.afterwise.record;

import dev.afterwise.Action;
import dev.afterwise.Fact;
import dev.afterwise.FactLines;
import dev.afterwise.FailureClass;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recording;
import dev.afterwise.Recording.Extent;
import dev.afterwise.Recording.Pressure;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts from any number of threads and hands them to a sink on one thread of its own, without the secrets in them, many at a
 * time, so that a store commits once for all of them: within half a second, unless the sink is slower.
 *
 * <p>It never throws at those who record. What happens when it holds as many parcels as it can, {@link Pressure} says; what is not
 * stored in the end, is counted in {@link #lost} and logged.
 *
 * <p>Safe for use by many threads.
 */
public final class Recorder implements AutoCloseable {
    static final int CAPACITY = Outbox.CAPACITY;

    private final Recording recording;
    private final Redaction redaction;
    private final Diagnosis diagnosis;
    private final Protection protection;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Treatments treatments = new Treatments();
    private final Losses losses = new Losses();
    private final Losses untraced = new Losses();
    private final Outbox outbox;
    private final @Nullable Overflow overflow;
    private final @Nullable TraceFiles traces;
    private final @Nullable Thread writer;
    private final @Nullable Run unrecorded;

    /** As the longer one, for {@link Recording#STANDARD}. */
    public Recorder(
            Consumer<List<Fact>> sink,
            Diagnosis diagnosis,
            Protection protection,
            Timekeeper time,
            RandomGenerator random) {
        this(sink, Recording.STANDARD, diagnosis, protection, time, random);
    }

    /**
     * Starts the thread that stores, and those that write files, if there are to be any; none, if recording is off.
     *
     * @param sink stores all the facts it is given, or throws and stores none
     * @param diagnosis says what a failure means
     * @param protection of the components that are called
     * @throws IllegalStateException if there are to be files, and nothing on the class path can write facts into them
     */
    public Recorder(
            Consumer<List<Fact>> sink,
            Recording recording,
            Diagnosis diagnosis,
            Protection protection,
            Timekeeper time,
            RandomGenerator random) {
        this.recording = recording;
        this.redaction = recording.secrets().isEmpty() ? Redaction.STANDARD : new Redaction(recording.secrets());
        this.diagnosis = diagnosis;
        this.protection = protection;
        this.time = time;
        this.random = random;
        this.outbox = new Outbox(recording.pressure());
        if (recording.extent() == Extent.OFF) {
            this.overflow = null;
            this.traces = null;
            this.writer = null;
            this.unrecorded = new Run(this, time, diagnosis, protection);
            return;
        }
        this.unrecorded = null;
        Path folder = recording.traces();
        this.traces = folder == null ? null : new TraceFiles(folder, FactLines.found(), this::clean, untraced);
        this.overflow = recording.pressure() instanceof Pressure.Spill(Path place) ? overflow(place) : null;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("afterwise-writer")
                .start(new Storekeeper(outbox, overflow, sink, this::clean, losses, time));
    }

    private Overflow overflow(Path folder) {
        var made = new Overflow(
                folder, () -> HexFormat.of().toHexDigits(random.nextLong()), FactLines.found(), this::clean, losses);
        Thread.ofPlatform().daemon().name("afterwise-spill").start(() -> spill(made));
        return made;
    }

    private void spill(Overflow to) {
        try {
            while (!outbox.isClosed()) {
                to.put(outbox.takeWhenFull());
                outbox.isElsewhere();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to record an execution. It is visible as running at once, and complete after its end. */
    public Run begin(Profile profile) {
        return begin(profile, caller());
    }

    /** On whose behalf the calling thread acts: of the run recorded here that it is in, or null. */
    public @Nullable Parent caller() {
        Run run = Run.current();
        return run != null && run.isOf(this) ? run.asParent() : null;
    }

    /** Begins to record an execution on behalf of another, which may be recorded elsewhere. */
    public Run begin(Profile profile, @Nullable Parent parent) {
        return unrecorded == null ? new Run(this, profile, parent, time, random, diagnosis, protection) : unrecorded;
    }

    /** A call of a component that is an execution of its own, of the task of that name. */
    public <T extends @Nullable Object, X extends Exception> Healed<T, X> heal(
            String component, Operation<? extends T, ? extends X> operation) {
        return new Healed<>(new Healed.InItsOwn(this), component, operation);
    }

    /** A cache that is cleared when calls of the component fail, if that may help. */
    public void registerCache(String component, String cache, Runnable clear) {
        treatments.register(component, Treatments.cache(cache, clear));
    }

    /** As {@link Healed#orTreat}, for all calls of the component. */
    public void registerTreatment(String component, String name, Set<FailureClass> against, Treatment treatment) {
        treatments.register(component, Treatments.named(name, against, treatment));
    }

    Treatments treatments() {
        return treatments;
    }

    /** The run of which nothing is recorded; null if recording is not off. */
    public @Nullable Run unrecorded() {
        return unrecorded;
    }

    /** Queues facts to be stored together. */
    public void submit(List<Fact> facts) {
        if (unrecorded == null) {
            List<Fact> unchanging = List.copyOf(facts);
            trace(unchanging);
            submit(new Parcel(unchanging, null));
        }
    }

    /** As {@link #submit(List)}, for a parcel whose facts nobody changes any more, and which were traced. */
    void submit(Parcel parcel) {
        int size = parcel.facts().size();
        if (size > 0 && unrecorded == null) {
            String trouble = outbox.put(parcel);
            if (trouble != null) {
                losses.count(size, trouble, null);
                parcel.isLost(new IllegalStateException(trouble));
            }
        }
    }

    /** Writes facts into the trace of their execution, if there is one. */
    void trace(List<Fact> facts) {
        if (traces != null) {
            traces.put(facts);
        }
    }

    boolean isTracing() {
        return traces != null;
    }

    /** Waits until all that was submitted before has been handed to the sink, or is in the file for what the sink doesn't take. */
    public void flush() {
        flush(Duration.ofMillis(Long.MAX_VALUE));
    }

    /** As {@link #flush()}, but waits no longer than so. */
    public void flush(Duration atMost) {
        if (writer != null && writer.isAlive()) {
            var reached = new CountDownLatch(1);
            outbox.mark(new Outbox.Mark(reached));
            await(reached, writer, atMost);
        }
        if (traces != null) {
            traces.flush();
        }
    }

    /** How many facts were not stored since the start. */
    public long lost() {
        return losses.facts();
    }

    /** How many facts were not written into traces since the start. */
    public long untraced() {
        return untraced.facts();
    }

    /** How many facts were put into a file since the start because the store could not take them. */
    public long spilled() {
        return overflow == null ? 0 : overflow.facts();
    }

    /** How many groups of facts are waiting. */
    public int queued() {
        return outbox.size();
    }

    /** Stores what was submitted before, and stops. What is submitted later is lost. */
    @Override
    public void close() {
        outbox.close();
        if (writer != null) {
            join(writer);
        }
        if (traces != null) {
            traces.close();
        }
    }

    /** Nothing leaves the memory of the process otherwise than through this. */
    private void clean(List<Fact> facts, List<Fact> into) {
        for (Fact fact : facts) {
            try {
                into.add(redaction.of(recording.extent() == Extent.OUTLINE ? outline(fact) : fact));
            } catch (RuntimeException unusable) {
                losses.count(1, "what they say can't be used", unusable);
            }
        }
    }

    private static Fact outline(Fact fact) {
        return switch (fact) {
            case Fact.StepStarted it
            when it.action() instanceof Action.ToolCall call ->
                new Fact.StepStarted(
                        it.origin(), it.step(), it.parent(), new Action.ToolCall(call.tool(), Payload.NONE));
            case Fact.AttemptEnded it ->
                new Fact.AttemptEnded(it.origin(), it.step(), it.number(), it.outcome(), it.usage(), Payload.NONE);
            default -> fact;
        };
    }

    /** Waits even when interrupted, for nothing must be lost; the interruption is kept for the caller. */
    private static void await(CountDownLatch latch, Thread writer, Duration atMost) {
        boolean interrupted = false;
        boolean reached = false;
        long left = atMost.toMillis();
        while (!reached && left > 0 && writer.isAlive()) {
            try {
                reached = latch.await(Math.min(1_000, left), TimeUnit.MILLISECONDS);
                left -= 1_000;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread writer) {
        boolean interrupted = false;
        while (writer.isAlive() && !writer.equals(Thread.currentThread())) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void lose(long facts, String because, @Nullable Throwable cause) {
        losses.count(facts, because, cause);
    }
}
