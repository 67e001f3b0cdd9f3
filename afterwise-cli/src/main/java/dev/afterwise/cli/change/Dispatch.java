package dev.afterwise.cli.change;

import dev.afterwise.Afterwise;
import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.AlertTarget.Rhythm;
import dev.afterwise.ExecutionId;
import dev.afterwise.Lease;
import dev.afterwise.Workspace;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Delivered;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was raised in a workspace, by whichever process, to the targets that want it. What was sent is kept in the ledger: so nothing is
 * lost while a target or this process is down, and of several processes one sends at a time. A target that is new is told of what is
 * raised from then on. What did not arrive is tried again later, after longer and longer whiles. For one thread.
 */
public final class Dispatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise");

    /** As many alerts as one letter tells. */
    private static final int MOST_TOGETHER = 20;

    private static final Duration SENDING = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * What became of one letter.
     *
     * @param alerts how many it told
     * @param trouble why it did not arrive; null if it did
     */
    public record Sent(
            String target,
            String what,
            int alerts,
            @Nullable String trouble) {}

    /** Until when a target is left alone after letters that did not arrive. */
    private record Pause(Instant until, Duration length) {}

    private final Afterwise afterwise;
    private final Ledger ledger;
    private final Workspace workspace;
    private final List<Destination> destinations;
    private final Timekeeper time;
    private final Post post;
    private final String holder;
    private final Map<String, Pause> pauses = new HashMap<>();

    /**
     * @param environment what targets name variables of
     * @throws dev.afterwise.cli.shell.Refusal if a variable is missing, or not what it must be
     */
    public Dispatch(
            Afterwise afterwise,
            Ledger ledger,
            Workspace workspace,
            List<AlertTarget> targets,
            Map<String, String> environment,
            Timekeeper time) {
        this.afterwise = afterwise;
        this.ledger = ledger;
        this.workspace = workspace;
        this.destinations = targets.stream()
                .map(target -> Destination.of(target, environment))
                .toList();
        this.time = time;
        this.post = new Post(afterwise, time);
        this.holder = ExecutionId.at(time.now(), Randomness.system()).hex();
    }

    /** Takes note of targets that are new: what was raised before is not sent to them. */
    public void begin() {
        for (Destination each : destinations) {
            if (read(each.target()).isEmpty()) {
                note(each.target());
            }
        }
    }

    private void note(AlertTarget target) {
        var told = new TreeMap<String, Long>();
        afterwise
                .alerts()
                .raised()
                .forEach(alert -> told.put(alert.id(), alert.raised().times()));
        try {
            ledger.write(Map.of(new Delivered(target.name(), time.now(), told, null), 0L));
        } catch (ConflictException notedByAnother) {
            // As good.
        }
    }

    private Optional<Versioned<Delivered>> read(AlertTarget target) {
        return ledger.read(Delivered.class, target.name());
    }

    /**
     * Sends what is due.
     *
     * @return what became of it; nothing of targets that there was nothing for
     * @throws InterruptedException if the thread was told to stop
     */
    public List<Sent> round() throws InterruptedException {
        var all = new ArrayList<Sent>();
        for (Destination each : destinations) {
            if (!isPaused(each)) {
                try {
                    Sent sent = send(each);
                    if (sent != null) {
                        all.add(sent);
                        pause(each, sent);
                    }
                } catch (ConflictException sentByAnother) {
                    // Then it is done.
                } catch (StoreException e) {
                    LOG.log(
                            Level.WARNING,
                            "It can't be kept what was sent to the alert target '%s'."
                                    .formatted(each.target().name()),
                            e);
                }
            }
        }
        return all;
    }

    /** Sends a letter that says nothing, whatever is due. */
    public List<Sent> test() throws InterruptedException {
        var all = new ArrayList<Sent>();
        for (Destination each : destinations) {
            Letter letter = Letter.test(each.target(), workspace, time.now().toString());
            all.add(new Sent(each.target().name(), "test", 0, post(letter, each)));
        }
        return all;
    }

    private boolean isPaused(Destination to) {
        Pause pause = pauses.get(to.target().name());
        return pause != null && time.now().isBefore(pause.until);
    }

    private void pause(Destination to, Sent sent) {
        String name = to.target().name();
        if (sent.trouble() == null) {
            pauses.remove(name);
            return;
        }
        Pause before = pauses.get(name);
        Duration length = before == null ? FIRST_PAUSE : before.length.multipliedBy(2);
        length = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
        pauses.put(name, new Pause(time.now().plus(length), length));
        LOG.log(
                Level.WARNING,
                "The alert target '%s' could not be told: %s. It is tried again later."
                        .formatted(name, sent.trouble()));
    }

    private @Nullable Sent send(Destination to) throws InterruptedException {
        AlertTarget target = to.target();
        Optional<Versioned<Delivered>> read = read(target);
        if (read.isEmpty()) {
            note(target);
            return null;
        }
        Delivered before = read.get().document();
        Instant now = time.now();
        if (before.lease() != null && before.lease().binds(holder, now)) {
            return null;
        }
        return target.rhythm() == Rhythm.AT_ONCE ? alerts(to, read.get(), now) : digest(to, read.get(), now);
    }

    private @Nullable Sent alerts(Destination to, Versioned<Delivered> read, Instant now) throws InterruptedException {
        Delivered before = read.document();
        List<Alert> all = afterwise.alerts().raised();
        List<Alert> due = all.reversed().stream()
                .filter(alert -> to.target().wants(alert)
                        && alert.raised().times() > before.told().getOrDefault(alert.id(), 0L))
                .limit(MOST_TOGETHER)
                .toList();
        if (due.isEmpty()) {
            return null;
        }
        long version = lease(read, now);
        String trouble = post(Letter.about(due, to.target(), workspace), to);
        SortedMap<String, Long> told = new TreeMap<>();
        for (Alert each : all) {
            Long times = before.told().get(each.id());
            if (times != null) {
                told.put(each.id(), times);
            }
        }
        if (trouble == null) {
            due.forEach(alert -> told.put(alert.id(), alert.raised().times()));
        }
        ledger.write(Map.of(new Delivered(before.target(), before.digestAt(), told, null), version));
        return new Sent(to.target().name(), "alerts", due.size(), trouble);
    }

    private @Nullable Sent digest(Destination to, Versioned<Delivered> read, Instant now) throws InterruptedException {
        Delivered before = read.document();
        Duration length = to.target().rhythm() == Rhythm.DAILY ? Duration.ofDays(1) : Duration.ofDays(7);
        if (now.isBefore(before.digestAt().plus(length))) {
            return null;
        }
        long version = lease(read, now);
        Digest digest = Digest.of(afterwise, length, now);
        String trouble = post(Letter.about(digest, to.target(), workspace), to);
        Instant at = trouble == null ? now : before.digestAt();
        ledger.write(Map.of(new Delivered(before.target(), at, before.told(), null), version));
        return new Sent(to.target().name(), "digest", digest.alerts().size(), trouble);
    }

    /** Keeps other processes from sending the same meanwhile. @return the version that the document has now */
    private long lease(Versioned<Delivered> read, Instant now) {
        Delivered before = read.document();
        var lease = new Lease(holder, now.plus(SENDING));
        ledger.write(Map.of(new Delivered(before.target(), before.digestAt(), before.told(), lease), read.version()));
        return read.version() + 1;
    }

    /** @return why it did not arrive; null if it did */
    private @Nullable String post(Letter letter, Destination to) throws InterruptedException {
        try {
            post.send(letter, to);
            return null;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception e) {
            String message = e.getMessage();
            return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
        }
    }

    @Override
    public void close() {
        post.close();
    }
}
