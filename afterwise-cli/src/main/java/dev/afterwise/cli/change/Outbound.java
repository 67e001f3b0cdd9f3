package dev.afterwise.cli.change;

import dev.afterwise.Alert;
import dev.afterwise.AlertSettings;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.store.Filter;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts while a process goes on, on a thread of its own, which nobody waits for. Where executions come from elsewhere - other
 * processes, OpenTelemetry - it also looks from time to time whether there is any reason for one.
 */
public final class Outbound implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration CHECKED_EVERY = Duration.ofMinutes(2);

    /** A look takes at most a twentieth of the time. */
    private static final int REST = 20;

    private final Opened opened;
    private final AlertSettings settings;
    private final Dispatch dispatch;
    private final Timekeeper time;
    private final @Nullable Thread thread;
    private Instant checkAt = Instant.MIN;
    private long looked = -1;

    private Outbound(Opened opened, Session session, AlertSettings settings) {
        this.opened = opened;
        this.settings = settings;
        this.time = session.shell().time();
        this.dispatch = new Dispatch(
                opened.afterwise(),
                opened.store().workspace(session.workspace()).ledger(),
                session.workspace(),
                settings.targets(),
                session.shell().env().variables(),
                time);
        this.thread = settings.equals(AlertSettings.NONE)
                ? null
                : Thread.ofVirtual().name("afterwise-alerts-out").unstarted(this::goOn);
    }

    /**
     * Begins, if the configuration wants alerts at all.
     *
     * @throws dev.afterwise.cli.shell.Refusal if a target names a variable that is missing, or not what it must be
     */
    public static Outbound begin(Opened opened, Session session) {
        var begun = new Outbound(opened, session, session.configurations().alerts());
        if (begun.thread != null) {
            begun.dispatch.begin();
            begun.thread.start();
        }
        return begun;
    }

    private void goOn() {
        try {
            while (true) {
                try {
                    check();
                    List<Dispatch.Sent> ignored = dispatch.round();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "Alerts can't be sent now.", e);
                }
                time.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        Instant now = time.now();
        if (now.isBefore(checkAt)) {
            return;
        }
        long start = time.nanos();
        long ended = ended();
        // Where nothing ended since the last time, nothing is found that was not found then.
        if (ended != looked) {
            List<Alert> ignored = opened.afterwise().alerts().check(settings);
            looked = ended;
        }
        Duration rest = time.since(start).multipliedBy(REST);
        checkAt = now.plus(rest.compareTo(CHECKED_EVERY) > 0 ? rest : CHECKED_EVERY);
    }

    private long ended() {
        return opened.afterwise().history().statistics(Filter.ALL, Set.of()).stream()
                .mapToLong(each -> each.outcomes().total() - each.outcomes().running())
                .sum();
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                if (!thread.join(Duration.ofSeconds(2))) {
                    LOG.log(Level.DEBUG, "What is being sent is not waited for.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        dispatch.close();
    }
}
