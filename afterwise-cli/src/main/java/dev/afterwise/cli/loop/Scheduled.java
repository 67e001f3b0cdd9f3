package dev.afterwise.cli.loop;

import dev.afterwise.Afterwise;
import dev.afterwise.ExecutionId;
import dev.afterwise.Start;
import dev.afterwise.Starts;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.live.Display;
import dev.afterwise.cli.plan.PlanFile;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The plans that are run by their own schedules while a loop goes on, each run on a thread of its own. Their files are read anew whenever it is looked
 * whether something is due. For one thread.
 */
final class Scheduled implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Session session;
    private final Afterwise afterwise;
    private final Starts starts;
    private final PlanPlaces places;
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong begun = new AtomicLong();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Map<String, Recurrence> known = new TreeMap<>();

    /** A plan that was read. */
    private record Planned(PlanFile file, String text, Plan plan) {}

    Scheduled(Session session, Afterwise afterwise, PlanPlaces places) {
        this.session = session;
        this.afterwise = afterwise;
        this.starts = afterwise.loop().starts();
        this.places = places;
    }

    /** How many runs were begun or taken over. */
    long begun() {
        return begun.get();
    }

    /** Begins what is due, and goes on with runs whose process is gone. */
    void look() {
        Map<String, Planned> plans = read();
        known.clear();
        plans.forEach((name, planned) -> {
            Recurrence when = planned.plan.schedule();
            if (when != null) {
                known.put(name, when);
                look(planned, when);
            }
        });
    }

    private void look(Planned planned, Recurrence when) {
        String name = planned.plan.name();
        starts.takeOver(name).ifPresent(start -> {
            say(name, "its process is gone, so run %s goes on here".formatted(start.run()), Tone.WARNING);
            carryOut(planned, start);
        });
        Optional<Start> due = starts.due(name, when);
        if (due.isPresent()) {
            Start start = due.get();
            say(name, told(start), start.begins() ? Tone.PLAIN : Tone.WARNING);
            if (start.begins()) {
                carryOut(planned, start);
            }
        }
    }

    private static String told(Start start) {
        String due = Figures.moment(start.due());
        return switch (start.decision()) {
            case BEGUN -> "begins, as it is due at %s".formatted(due);
            case LATE -> "begins late, for it was due at %s".formatted(due);
            case QUEUED -> "waits for the run before it; it was due at %s".formatted(due);
            case PASSED_OVER -> "is passed over, for the run before it goes on; it was due at %s".formatted(due);
            case MISSED -> "was missed at %s, and is not made up for".formatted(due);
        };
    }

    private void carryOut(Planned planned, Start start) {
        begun.incrementAndGet();
        runs.execute(() -> {
            String name = planned.plan.name();
            try {
                carriedOut(planned, start).ifPresent(result -> say(name, told(result), Tone.PLAIN));
            } catch (InterruptedException stopped) {
                say(name, "is stopped", Tone.WARNING);
            } catch (StoreException | Refusal | IllegalArgumentException | IOException e) {
                say(name, "can't be run: " + e.getMessage(), Tone.BAD);
            }
        });
    }

    private Optional<PlanResult> carriedOut(Planned planned, Start start) throws IOException, InterruptedException {
        Plan plan = planned.plan;
        var marking = new Watcher() {
            // While the loop goes on, what people answer is heard at once.
            @Override
            public boolean isPatient() {
                return true;
            }

            @Override
            public void begun(ExecutionId run, Plan carriedOut) {
                if (start.run() == null) {
                    starts.began(plan.name(), start, run);
                }
            }
        };
        try (var display = Display.lines(session, plan.name() + ": ", marking)) {
            ExecutionId lost = start.run();
            if (lost != null) {
                String source = afterwise.planRun(lost).orElseThrow().source();
                return afterwise.resume(lost, planned.file.plan(session, source), display);
            }
            var launch = Launch.in(planned.file.folder(), planned.text).with(plan.values(Map.of()));
            return Optional.of(afterwise.execute(plan, launch, display));
        }
    }

    private static String told(PlanResult result) {
        return result.isWaiting()
                ? "run %s waits for a person".formatted(result.id())
                : "run %s %s".formatted(result.id(), result.outcome().status().word());
    }

    /** Until when nothing is due, but no longer than so long. */
    Duration idle(Duration most) {
        Instant now = session.shell().time().now();
        Instant first = now.plus(most);
        for (Recurrence when : known.values()) {
            Instant next = when.next(now).orElse(first);
            first = next.isBefore(first) ? next : first;
        }
        return Duration.between(now, first);
    }

    /** When each plan is due, in a sentence. */
    String plan() {
        Instant now = session.shell().time().now();
        var moments = new LinkedHashMap<String, String>();
        known.forEach((name, when) ->
                moments.put(name, when.next(now).map(Figures::moment).orElse("never")));
        return moments.isEmpty()
                ? "No plan has a schedule."
                : "Next: "
                        + String.join(
                                ", ",
                                moments.entrySet().stream()
                                        .map(each -> each.getKey() + " at " + each.getValue())
                                        .toList())
                        + ".";
    }

    private Map<String, Planned> read() {
        var plans = new LinkedHashMap<String, Planned>();
        for (Path each : places.files(problem -> once("", problem))) {
            Planned planned = read(each);
            if (planned != null && planned.plan.schedule() != null) {
                Planned other = plans.putIfAbsent(planned.plan.name(), planned);
                if (other != null) {
                    once(
                            planned.plan.name(),
                            "(%s) has the name of (%s), and is left out; plans go by their names"
                                    .formatted(each, other.file.named()));
                }
            }
        }
        return plans;
    }

    private @Nullable Planned read(Path place) {
        try {
            PlanFile file = PlanFile.of(session, place);
            String text = file.text();
            return new Planned(file, text, file.plan(session, text));
        } catch (Refusal | IOException e) {
            once("", "(%s) is left out: %s".formatted(place, e.getMessage()));
            return null;
        }
    }

    /** What stays as it is, is said once. */
    private void once(String plan, String text) {
        if (said.add(plan + text)) {
            say(plan, text, Tone.WARNING);
        }
    }

    private void say(String plan, String text, Tone tone) {
        Looping.say(
                session,
                "%s  %s%s"
                        .formatted(
                                Figures.moment(session.shell().time().now()), plan.isEmpty() ? "" : plan + " ", text),
                tone);
    }

    /** Stops what still runs, and waits until that is recorded. */
    @Override
    public void close() {
        runs.shutdownNow();
        try {
            if (!runs.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                say("", "some runs have not ended, and are to be resumed", Tone.WARNING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
