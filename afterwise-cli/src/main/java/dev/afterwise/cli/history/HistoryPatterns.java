package dev.afterwise.cli.history;

import dev.afterwise.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.learn.patterns.Rhythm;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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
                .listing(PatternTable.of(shown, scan));
        if (found.executions() < Patterns.FEWEST) {
            return session.hint().isPresent() ? answer.exit(Exit.NOT_ENOUGH_HISTORY) : tooFew(answer, found);
        }
        for (Pattern each : shown) {
            answer = answer.remark("- " + each.sentence(), tone(each));
        }
        if (kinds.isEmpty() || kinds.contains(PatternKind.TEMPORAL)) {
            answer = answer.with(PatternTable.hours(found.rhythm())).remark(rhythm(found), Tone.FAINT);
        }
        int more = meant.size() - shown.size();
        answer = more > 0 ? answer.remark("... and %,d more (--limit)".formatted(more), Tone.FAINT) : answer;
        int doubtful = (int) found.patterns().stream()
                .filter(each -> each.confidence() < minConfidence)
                .count();
        String besides =
                doubtful == 0 ? "" : " %,d less sure ones are left out (--min-confidence).".formatted(doubtful);
        return answer.remark(
                "%s in %,d executions whose outcome is known; %,d things were looked at.%s"
                        .formatted(counted(meant.size()), found.executions(), found.looked(), besides),
                Tone.FAINT);
    }

    private static String rhythm(Found found) {
        Rhythm rhythm = found.rhythm();
        return "Most of them begin %s (%s), fewest %s (%s)."
                .formatted(
                        new Circumstance.Hours(rhythm.peak()).text(),
                        share(rhythm.began(rhythm.peak()), found),
                        new Circumstance.Hours(rhythm.low()).text(),
                        share(rhythm.began(rhythm.low()), found));
    }

    private static String share(long some, Found found) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * some / found.executions());
    }

    private static String counted(int patterns) {
        return patterns == 0 ? "No pattern" : patterns == 1 ? "One pattern" : "%,d patterns".formatted(patterns);
    }

    private static Answer tooFew(Answer answer, Found found) {
        return answer.remark("There is not enough history: the outcomes of %,d executions are known, and it takes %,d."
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
        return When.newest(store.history(), filter)
                .map(newest -> filter.with(Window.lasting(length, newest)))
                .orElse(filter);
    }

    private static Tone tone(Pattern pattern) {
        return pattern.kind() == PatternKind.CORRELATION || pattern.kind() == PatternKind.ANOMALY
                ? Tone.PLAIN
                : pattern.effect().isBetter() ? Tone.GOOD : Tone.BAD;
    }
}
