package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = {
            "Remove what is past its time, of all workspaces, as 'retention' in afterwise.yaml says. Statistics survive.",
            "Without it, executions are kept for 90 days and their details for 30, counted from when they were stored."
        })
public final class StorePrune implements Verb {
    @Option(names = "--dry-run", order = 1, description = "say what would be removed, and remove nothing")
    boolean dryRun;

    @Override
    public Answer answer(Session session) {
        Retention retention = session.configurations().retention();
        Upkeep upkeep = Opened.upkeep(session, Access.CHANGE);
        try (var watched = new Watched(session, dryRun)) {
            upkeep.prune(retention, session.shell().time().now(), watched);
            Pruned counted = dryRun ? watched.due : watched.gone;
            Answer answer = Answer.of("store.prune")
                    .forPrograms("dry_run", new Cell.Flag(dryRun))
                    .field("executions", "executions", Cell.whole(counted.executions()))
                    .field("details", "details", Cell.whole(counted.details()))
                    .field("metric_hours", "metric hours", Cell.whole(counted.samples()));
            return dryRun
                    ? answer.remark(sentence(counted, "would be removed"))
                    : answer.field("longest_hold_ms", "writers held", Cell.took(watched.longest))
                            .remark(sentence(counted, "were removed"));
        }
    }

    private static String sentence(Pruned counted, String what) {
        return counted.total() == 0
                ? "Nothing is past its time."
                : "%s executions and the details of %s others %s."
                        .formatted(Figures.whole(counted.executions()), Figures.whole(counted.details()), what);
    }

    /** What has been seen of a pruning. */
    private static final class Watched implements Upkeep.Progress, AutoCloseable {
        private final Session session;
        private final boolean dryRun;
        private Pruned due = Pruned.NOTHING;
        private Pruned gone = Pruned.NOTHING;
        private Duration longest = Duration.ZERO;
        private Gauge gauge;

        Watched(Session session, boolean dryRun) {
            this.session = session;
            this.dryRun = dryRun;
            this.gauge = new Gauge(session, "prune", 1, "");
        }

        @Override
        public boolean goOn(Pruned allDue, Pruned goneByNow, Duration held) {
            if (due.total() == 0 && allDue.total() > 0) {
                gauge = new Gauge(session, "prune", (int) Math.min(allDue.total(), Integer.MAX_VALUE), "removed");
            }
            due = allDue;
            gone = goneByNow;
            longest = held.compareTo(longest) > 0 ? held : longest;
            if (gone.total() > 0) {
                gauge.at((int) Math.min(gone.total(), due.total()));
            }
            return !dryRun;
        }

        @Override
        public void close() {
            if (gone.total() > 0) {
                gauge.close();
            }
        }
    }
}
