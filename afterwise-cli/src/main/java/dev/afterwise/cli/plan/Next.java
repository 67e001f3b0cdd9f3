package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Recommendation;
import dev.afterwise.Start;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Pace;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.store.PlanRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterwise plan next}. */
@Command(
        name = "next",
        description = {
            "Say when a plan runs next by its schedule, and what was done about the last times it was due.",
            "Whoever runs it is 'afterwise loop --plans'."
        })
public final class Next implements Verb {
    private static final int MOST = 1_000;
    private static final int PAST = 5;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ROOT);

    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            order = 1,
            description = "how many of the next times (5)")
    int count = 5;

    /** A time at which it was due, and the run that began. */
    private record Past(Start start, @Nullable PlanRun run) {}

    @Override
    public Answer answer(Session session) throws IOException {
        if (count < 1 || count > MOST) {
            throw Refusal.usage("--count must be from 1 to %,d, but it is (%d).".formatted(MOST, count));
        }
        Plan plan = PlanFile.of(session, Objects.requireNonNull(file)).plan(session);
        Recurrence when = plan.schedule();
        if (when == null) {
            return Answer.of("plan.next")
                    .forPrograms("plan", Cell.name(plan.name()))
                    .hint("The plan has no schedule.\nMaybe give it one, such as schedule: \"30 3 * * *\".");
        }
        Instant now = session.shell().time().now();
        List<Instant> moments = when.next(now, count);
        Answer answer = Answer.of("plan.next")
                .listing(moments(moments, when, now))
                .field("plan", "plan", Cell.name(plan.name()))
                .field("cron", "schedule", Cell.name(when.cron().toString()))
                .field("zone", "by the clocks of", Cell.name(when.zone().toString()))
                .field("missed", "what was missed", Cell.name(when.missed().word()))
                .field("overlap", "while it runs", Cell.name(when.overlap().word()));
        Afterwise afterwise = session.open(Access.READ);
        var pace = new Pace(
                plan, afterwise.plans().recent(plan, Map.of()), session.limits().maxConcurrency());
        Pace.Left left = pace.left(Set.of(), Map.of());
        if (!left.seconds().isEmpty() && left.unknown() == 0) {
            answer = answer.field(
                            "likely_ms", "takes about", took(left.seconds().quantile(.5)))
                    .forPrograms("low_ms", took(left.seconds().quantile(.1)))
                    .forPrograms("high_ms", took(left.seconds().quantile(.9)));
        }
        List<Start> starts = afterwise.loop().starts().of(plan.name());
        List<Past> past = starts.subList(Math.max(0, starts.size() - PAST), starts.size()).stream()
                .map(start -> new Past(
                        start,
                        start.run() == null
                                ? null
                                : afterwise.planRun(start.run()).orElse(null)))
                .toList();
        for (Recommendation each : afterwise.recommendations().list()) {
            if (each.status() == Recommendation.Status.PROPOSED
                    && each.change() instanceof Change.StartAt at
                    && at.subject()
                            .part(Dimension.TASK)
                            .filter(plan.name()::equals)
                            .isPresent()) {
                answer = answer.hint(
                        "Its history speaks for another time: \"%s\". Maybe look: afterwise recommendations show %s"
                                .formatted(at.schedule(), each.id()));
            }
        }
        return past.isEmpty() ? answer.remark("No loop has run it yet.", Tone.FAINT) : answer.with(past(past));
    }

    private static Table<Instant> moments(List<Instant> moments, Recurrence when, Instant now) {
        boolean isUtc = when.zone().equals(ZoneOffset.UTC);
        return Table.of("next", moments)
                .column("at", "next", Cell::moment)
                .column("local", isUtc ? "day" : "there", it -> Cell.name(LOCAL.format(it.atZone(when.zone()))))
                .column("in_ms", "in", it -> Cell.took(Duration.between(now, it)));
    }

    private static Table<Past> past(List<Past> past) {
        return Table.of("past", past)
                .column("due", "due", it -> Cell.moment(it.start.due()))
                .column(
                        "decision",
                        "what was done",
                        it -> Cell.name(it.start.decision().word()))
                .column("run", "run", it -> it.start.run() == null ? Cell.ABSENT : Cell.id(it.start.run()))
                .column("outcome", "outcome", it -> it.run == null ? Cell.ABSENT : Cell.status(it.run.status()));
    }

    private static Cell took(double seconds) {
        return Cell.took(Duration.ofNanos(Math.round(seconds * 1e9)));
    }
}
