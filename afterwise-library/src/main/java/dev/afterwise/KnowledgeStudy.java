package dev.afterwise;

import dev.afterwise.Knowledge.From;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.knowledge.Doubts;
import dev.afterwise.learn.knowledge.Lessons;
import dev.afterwise.learn.knowledge.Tellings;
import dev.afterwise.learn.knowledge.Transfers;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Scan;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What the analyses of a history find, turned into knowledge that is kept. For one look. */
final class KnowledgeStudy {
    /** Findings of longer ago are not looked at: what is known of them fades by itself. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final Duration TOLERANCE = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    /** The loop may look every ten minutes: of more, a look would take too much of them. */
    private static final int MOST_EXECUTIONS = 50_000;

    private final WorkspaceStore workspace;
    private final Shelves shelves;
    private final KnowledgeSettings settings;
    private final Instant now;

    KnowledgeStudy(WorkspaceStore workspace, Shelves shelves, KnowledgeSettings settings, Instant now) {
        this.workspace = workspace;
        this.shelves = shelves;
        this.settings = settings;
        this.now = now;
    }

    /** @param worth what an item is worth keeping for at a moment */
    Lesson learn(BiFunction<Knowledge, Instant, Double> worth) {
        Optional<Instant> newest = newest();
        List<Knowledge> lessons = new ArrayList<>();
        List<Transfer> transfers = new ArrayList<>();
        Map<String, Tellings.Effect> tellings = new TreeMap<>();
        newest.ifPresent(until -> {
            Window window = Window.lasting(LONGEST, until);
            Columns columns = newestOf(workspace.segments().scan(window));
            study(columns, window, lessons, transfers);
            tellings.putAll(Tellings.in(columns));
        });
        lessons.addAll(new Lessons(now)
                .ofRecommendations(workspace.ledger().list(Advised.class).stream()
                        .map(each -> each.document().recommendation())
                        .toList()));
        var learned = new AtomicReference<Lesson>();
        shelves.change(stock -> {
            boolean isNew = newest.isPresent() && !newest.get().equals(stock.learnedUpTo());
            Lesson kept = keep(stock, lessons, isNew);
            if (isNew) {
                tellings.forEach((id, effect) -> stock.item(id).ifPresent(item -> stock.put(heard(item, effect))));
                stock.transfers(Transfer.checked(stock.transfers(), transfers));
                stock.learnedUpTo(newest.get());
            }
            int dropped = stock.atMost(settings.most(), each -> worth.apply(each, now));
            learned.set(new Lesson(
                    kept.added(),
                    kept.renewed(),
                    kept.missed(),
                    dropped,
                    stock.items().size()));
        });
        return learned.get();
    }

    /** When the newest execution began, leaving those aside that begin in the future, by a clock that is wrong. */
    private Optional<Instant> newest() {
        Filter past = Filter.ALL.with(new Window(null, now.plus(TOLERANCE)));
        return workspace.history().find(new Query(past, null, 1)).items().stream()
                .map(Headline::startedAt)
                .findFirst();
    }

    private void study(Columns columns, Window window, List<Knowledge> lessons, List<Transfer> transfers) {
        var found = new Lessons(now);
        List<Pattern> patterns = Patterns.in(columns, ZoneOffset.UTC).patterns();
        Transfers carried = Transfers.of(columns, patterns);
        lessons.addAll(found.ofPatterns(patterns, carried));
        transfers.addAll(carried.all());
        lessons.addAll(found.ofErrors(ErrorBook.of(workspace).report(new ErrorScope(Subject.EVERYTHING, window))));
        lessons.addAll(
                found.ofRecoveries(workspace.history().statistics(Filter.ALL.with(window), Set.of(Dimension.TASK))));
        lessons.addAll(found.ofPhases(SlowPhases.of(workspace, null, window)));
    }

    private static Columns newestOf(Columns columns) {
        if (columns.size() <= MOST_EXECUTIONS) {
            return columns;
        }
        Numbers started = columns.numbers(Quantity.STARTED_US);
        int[] rows = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingLong(row -> -started.whole(row)))
                .limit(MOST_EXECUTIONS)
                .mapToInt(row -> row)
                .sorted()
                .toArray();
        return new Scan.Builder().add(columns, rows).build();
    }

    /** Adds what is new, renews what is seen again, and believes less of what is not. */
    private Lesson keep(Shelves.Stock stock, List<Knowledge> lessons, boolean isNew) {
        int added = 0;
        int renewed = 0;
        Set<String> seen = new HashSet<>();
        for (Knowledge lesson : lessons) {
            Optional<Knowledge> before = stock.item(lesson.id());
            if (!seen.add(lesson.id())
                    || stock.isForgotten(lesson.id())
                    || before.filter(KnowledgeStudy::isWritten).isPresent()) {
                continue;
            }
            if (before.filter(KnowledgeStudy::isLearned).isEmpty()) {
                Trust trust = before.map(
                                each -> each.trust().foundAgain(lesson.trust().found()))
                        .orElse(lesson.trust());
                stock.put(lesson.with(trust.doubted(Doubts.ofWords(lesson).orElse(""))));
                added++;
            } else if (isNew) {
                stock.put(lesson.with(
                        before.get().trust().foundAgain(lesson.trust().found())));
                renewed++;
            }
        }
        return new Lesson(added, renewed, isNew ? miss(stock, seen) : 0, 0, 0);
    }

    /** What telling it brought; what surely does harm is told to nobody before a person has looked at it. */
    private Knowledge heard(Knowledge item, Tellings.Effect effect) {
        Trust trust = item.trust().toldAgain(effect.weight(now));
        return item.with(effect.isHarm() && item.isFree() ? trust.doubted(effect.because()) : trust);
    }

    private int miss(Shelves.Stock stock, Set<String> seen) {
        int missed = 0;
        for (Knowledge each : stock.items()) {
            Trust.Weight found = each.trust().found();
            if (isLearned(each)
                    && !seen.contains(each.id())
                    && found.at().plus(A_DAY).isBefore(now)) {
                Trust.Weight faded = found.at(now, settings.halfLife());
                stock.put(each.with(each.trust().foundAgain(faded.atMost(faded.all() / 2))));
                missed++;
            }
        }
        return missed;
    }

    private static boolean isLearned(Knowledge item) {
        return item.provenance().from() == From.LEARNED;
    }

    private static boolean isWritten(Knowledge item) {
        return item.provenance().from() == From.WRITTEN;
    }
}
