package dev.afterwise.cli.history;

import dev.afterwise.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Effect;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "patterns",
        description =
                "Find what success, failure and duration go along with: hours, orders of steps, numbers, conditions and pairs of them.")
public final class HistoryPatterns implements Verb {
    private static final int MOST_DAYS = 36_525;

    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            order = 8,
            split = ",",
            description =
                    "only temporal, sequential, correlation, anomaly, success_factor or failure_cause; several with commas")
    List<PatternKind> kinds = List.of();

    @Option(
            names = "--min-confidence",
            paramLabel = "SHARE",
            order = 9,
            description = "how sure it must be, from 0 to 1, that the effect is worth speaking of; 0.6 by default")
    double minConfidence = .6;

    @Option(names = "--limit", paramLabel = "N", order = 10, description = "at most so many; 20 by default")
    int limit = 20;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 11,
            description = "only the last so many days, up to the newest execution; everything by default")
    @Nullable
    Integer days;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            order = 12,
            description = "whose hours and weekdays are meant, such as Europe/Berlin; UTC by default")
    String zone = "UTC";

    @Override
    public Answer answer(Session session) {
        check();
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        PatternScan scan = PatternScan.of(store, filter(store), zone());
        Found found = scan.found();
        List<Pattern> meant = found.patterns().stream()
                .filter(each -> kinds.isEmpty() || kinds.contains(each.kind()))
                .filter(each -> each.confidence() >= minConfidence)
                .toList();
        List<Pattern> shown = meant.stream().limit(limit).toList();
        Answer answer = Answer.of("patterns")
                .forPrograms("executions", Cell.whole(found.executions()))
                .forPrograms("looked_at", Cell.whole(found.looked()))
                .forPrograms("patterns_in_all", Cell.whole(found.patterns().size()))
                .listing(table(shown, scan));
        if (found.executions() < Patterns.FEWEST) {
            return session.hint().isPresent() ? answer.exit(Exit.NOT_ENOUGH_HISTORY) : tooFew(answer, found);
        }
        for (Pattern each : shown) {
            answer = answer.remark("- " + each.sentence(), tone(each));
        }
        int more = meant.size() - shown.size();
        answer = more > 0 ? answer.remark("... and %,d more (--limit)".formatted(more), Tone.FAINT) : answer;
        int doubtful = (int) found.patterns().stream()
                .filter(each -> each.confidence() < minConfidence)
                .count();
        String besides = doubtful == 0
                ? ""
                : " %,d less sure ones are left out (--min-confidence).".formatted(doubtful);
        return answer.remark(
                "%s in %,d executions whose outcome is known; %,d things were looked at.%s"
                        .formatted(counted(meant.size()), found.executions(), found.looked(), besides),
                Tone.FAINT);
    }

    private static String counted(int patterns) {
        return patterns == 0 ? "No pattern" : patterns == 1 ? "One pattern" : "%,d patterns".formatted(patterns);
    }

    private static Answer tooFew(Answer answer, Found found) {
        return answer.remark(
                        "There is not enough history: the outcomes of %,d executions are known, and it takes %,d."
                                .formatted(found.executions(), Patterns.FEWEST))
                .exit(Exit.NOT_ENOUGH_HISTORY);
    }

    private void check() {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw Refusal.usage("--min-confidence must be from 0 to 1, but it is (%s).".formatted(minConfidence));
        }
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(MOST_DAYS, days));
        }
        if (days != null && (only.since != null || only.until != null)) {
            throw Refusal.usage("--days must not be combined with --since or --until: both say which time is meant.");
        }
        if (only.text != null) {
            throw Refusal.usage("--text can't be used here: patterns are looked for in columns, which hold no words.");
        }
        if (only.statuses.stream().anyMatch(each -> each != Status.SUCCEEDED && each != Status.FAILED)
                || only.statuses.size() == 1) {
            throw Refusal.usage("--status can't be used here: successes are compared with failures.");
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Refusal.usage(
                    "--zone must be a time zone, but it is (%s).\nMaybe UTC, Europe/Berlin or +02:00.".formatted(zone));
        }
    }

    private Filter filter(WorkspaceStore store) {
        Filter filter = only.filter(store.history());
        if (days == null) {
            return filter;
        }
        Duration length = Duration.ofDays(days);
        return FilterOptions.newest(store.history(), filter)
                .map(newest -> filter.with(Window.lasting(length, newest)))
                .orElse(filter);
    }

    private static Tone tone(Pattern pattern) {
        return pattern.kind() == PatternKind.CORRELATION || pattern.kind() == PatternKind.ANOMALY
                ? Tone.PLAIN
                : pattern.effect().isBetter() ? Tone.GOOD : Tone.BAD;
    }

    private static Table<Pattern> table(List<Pattern> patterns, PatternScan scan) {
        return Table.of("patterns", patterns)
                .column("type", "type", it -> Cell.name(it.kind().word()))
                .column("condition", "what", it -> Cell.text(it.circumstance().text()))
                .forPrograms("conditions", it -> new Cell.Rows(terms(it.circumstance())))
                .forPrograms("measure", it -> Cell.name(it.effect().measured().word()))
                .forPeople("with", it -> level(it.effect(), it.effect().with()))
                .forPeople("without", it -> level(it.effect(), it.effect().without()))
                .forPrograms("with", it -> part(it.effect(), it.effect().with()))
                .forPrograms("without", it -> part(it.effect(), it.effect().without()))
                .column("effect", "effect", it -> effect(it.effect()))
                .forPrograms("lift", it -> Cell.real(it.effect().lift()))
                .column("p_value", "p", it -> Cell.real(it.pValue()))
                .column("confidence", "sure", it -> Cell.real(Math.rint(it.confidence() * 1_000) / 1_000))
                .column("n", "n", it -> Cell.whole(it.effect().with().size()))
                .forPrograms("sentence", it -> Cell.text(it.sentence()))
                .forPrograms(
                        "examples",
                        it -> Cell.several(
                                scan.examples(it).stream().map(id -> id.hex()).toList()));
    }

    private static Cell level(Effect effect, Effect.Part part) {
        return effect.measured() == Measured.SUCCESS
                ? new Cell.Figure(String.format(Locale.ROOT, "%.1f %%", 100 * part.level()))
                : Cell.took(Duration.ofNanos((long) (part.level() * 1e9)));
    }

    private static Cell part(Effect effect, Effect.Part part) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("n", Cell.whole(part.size())),
                        effect.measured() == Measured.SUCCESS
                                ? Field.of("rate", Cell.real(part.level()))
                                : Field.of("p50_ms", Cell.real(1_000 * part.level()))));
    }

    private static Cell effect(Effect effect) {
        return new Cell.Compound(
                new Cell.Figure(String.format(
                        Locale.ROOT,
                        "%+.3f (%+.3f to %+.3f)",
                        effect.value(),
                        effect.interval().low(),
                        effect.interval().high())),
                List.of(
                        Field.of("value", Cell.real(effect.value())),
                        Field.of("low", Cell.real(effect.interval().low())),
                        Field.of("high", Cell.real(effect.interval().high()))));
    }

    /** A condition that a program can read: a column, an operator and a value. */
    private record Term(String column, String operator, Cell value) {}

    private static Table<Term> terms(Circumstance circumstance) {
        return Table.of("conditions", termsOf(circumstance))
                .forPrograms("column", it -> Cell.name(it.column()))
                .forPrograms("operator", it -> Cell.name(it.operator()))
                .forPrograms("value", Term::value);
    }

    private static List<Term> termsOf(Circumstance circumstance) {
        return switch (circumstance) {
            case Circumstance.Is it -> List.of(new Term(it.column(), "=", Cell.name(it.value())));
            case Circumstance.Above it -> List.of(new Term(it.column(), ">", Cell.real(it.cut())));
            case Circumstance.UpTo it -> List.of(new Term(it.column(), "<=", Cell.real(it.cut())));
            case Circumstance.Hours it ->
                List.of(new Term(
                        it.column(),
                        "in",
                        new Cell.Several(new ArrayList<>(it.hours().stream()
                                .map(hour -> Cell.whole(hour))
                                .toList()))));
            case Circumstance.On it -> List.of(new Term(it.column(), "=", Cell.name(it.day().name().toLowerCase(Locale.ROOT))));
            case Circumstance.Greater it -> List.of(new Term(it.column(), "rises", Cell.ABSENT));
            case Circumstance.Steps it ->
                List.of(new Term(it.column(), it.order().word(), Cell.several(it.names())));
            case Circumstance.Both it ->
                Stream.concat(termsOf(it.one()).stream(), termsOf(it.other()).stream()).toList();
            case Circumstance.Said it -> List.of(new Term(it.column(), "", Cell.text(it.text())));
        };
    }
}
