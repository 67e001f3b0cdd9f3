package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Subject;
import dev.afterwise.Workspace;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What it takes to ask a store of a million executions: for the figures of one agent over 90 days, for a table of all agents,
 * for some of which attributes and the complexity are as asked, for the newest, for one by its id, and for those that are
 * described like one of them. The figures of one agent are asked
 * of SQL, in the same file, in the two ways there are: by its own percentile functions, and by reading and sorting; the
 * cheaper one counts.
 *
 * <p>Limits are held against CPU, for by the clock the slowest answers tell who else uses the machine. The stores are made
 * once, in {@code target/bench}.
 */
final class StoreStats implements Benchmark {
    private static final int LARGE = 1_000_000;
    private static final int SMALL = 100_000;
    /** How much dearer an answer may be in ten times the history. */
    private static final double FLAT = 1.2;

    /** ... where everything has to be looked at. */
    private static final double LINEAR = 12;

    private static final int WARM_UPS = 300;
    private static final int SQL_ROUNDS = 15;
    private static final Subject AGENT = Subject.EVERYTHING.with(Dimension.AGENT, "agent-3");

    /** One of forty numbers of files, and half of the complexities. */
    private static final Filter OF_FEW =
            Filter.ALL.with(List.of(Condition.attribute("files=7"), Condition.complexity(">=5")));

    /** One of thirty branches, which a fourth of all are on. */
    private static final Filter OF_MANY = Filter.ALL.with(List.of(Condition.attribute("branch=branch-0")));

    /** A question, how many milliseconds 99 of 100 answers may take at most, and how much dearer they may be in ten times the history. */
    private record Asked(String name, double limitMillis, double dearest, Question question) {
        Asked(String name, double limitMillis, Question question) {
            this(name, limitMillis, FLAT, question);
        }
    }

    private interface Question {
        Object ask(History history);
    }

    private record Taken(Samples cpuNanos, Samples wallNanos) {
        /** What 99 of 100 take at most. */
        static double millis99(Samples nanos) {
            double[] ascending = nanos.ascending();
            return ascending[(int) Math.ceil(.99 * ascending.length) - 1] / 1e6;
        }
    }

    @Override
    public String name() {
        return "store.stats";
    }

    @Override
    public String compares() {
        return "CPU of SQL percentiles over 90 days of one agent, against the store's statistics, at 1,000,000 executions";
    }

    @Override
    public Target target() {
        return Target.atLeast(20);
    }

    @Override
    public int usualRounds() {
        return 500;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Path folder = Path.of(System.getProperty("afterwise.root", "."), "target", "bench");
        Populated small = Populated.in(folder, SMALL, report);
        Populated large = Populated.in(folder, LARGE, report);
        Map<String, Taken> few = asked(small, rounds);
        Map<String, Taken> many = asked(large, rounds);
        Taken sql = sql(large, report);
        boolean holds = show(report, few, many);
        double ratio = sql.cpuNanos().median()
                / Objects.requireNonNull(many.get("one agent")).cpuNanos().median();
        report.line(
                "The ratio is SQL's CPU / ours for one agent (%s): at least 20 is good; 0 if anything above does not hold."
                        .formatted(Figures.plain(ratio)));
        return holds ? ratio : 0;
    }

    private static List<Asked> questions(List<ExecutionId> ids, List<String> texts) {
        var random = new SplittableRandom(5);
        return List.of(
                new Asked("one agent", 10, it -> it.statistics(Filter.of(AGENT), Set.of())),
                new Asked("table by agent", 10, it -> it.statistics(Filter.ALL, Set.of(Dimension.AGENT))),
                new Asked("by files and complexity", 50, LINEAR, it -> it.statistics(OF_FEW, Set.of(Dimension.AGENT))),
                new Asked("by branch", 100, LINEAR, it -> it.statistics(OF_MANY, Set.of(Dimension.AGENT))),
                new Asked("newest 20", 1, it -> it.find(Query.newest(20))),
                new Asked("newest 20 of the agent", 1, it -> it.find(new Query(Filter.of(AGENT), null, 20))),
                new Asked("one by its id", 1, it -> it.execution(ids.get(random.nextInt(ids.size())))),
                new Asked("the 10 most similar", 5, it -> it.similar(texts.get(random.nextInt(texts.size())), 10)));
    }

    private static Map<String, Taken> asked(Populated populated, int rounds) throws Exception {
        var all = new LinkedHashMap<String, Taken>();
        try (Store store = Afterwise.store(populated.file())) {
            History history = store.workspace(Workspace.DEFAULT).history();
            List<Headline> newest = history.find(Query.newest(Query.MAX_LIMIT)).items();
            List<ExecutionId> ids = newest.stream().map(Headline::id).toList();
            List<String> texts = newest.stream().map(Headline::description).toList();
            for (Asked each : questions(ids, texts)) {
                for (int i = 0; i < WARM_UPS; i++) {
                    each.question.ask(history);
                }
                List<Spent> spent = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    spent.add(Meter.THREAD.of(() -> each.question.ask(history)));
                }
                all.put(each.name, taken(spent));
            }
        }
        return all;
    }

    private static Taken taken(List<Spent> spent) {
        return new Taken(Samples.of(spent, Spent::cpuNanos), Samples.of(spent, Spent::wallNanos));
    }

    /** The cheaper of the two ways, and each asked for the same agent as the store is. */
    private static Taken sql(Populated populated, Report report) throws Exception {
        String agent = AGENT.part(Dimension.AGENT).orElseThrow();
        try (var percentiles = new SqlPercentiles(populated.file())) {
            List<Spent> byFunctions = new ArrayList<>();
            List<Spent> bySorting = new ArrayList<>();
            double[] median = new double[2];
            for (int i = 0; i < SQL_ROUNDS; i++) {
                byFunctions.add(Meter.THREAD.of(() -> median[0] = percentiles.byFunctions(agent)));
                bySorting.add(Meter.THREAD.of(() -> median[1] = percentiles.bySorting(agent)));
            }
            Taken one = taken(byFunctions);
            Taken other = taken(bySorting);
            report.line(
                    "The same of SQL: by its percentile functions %s ms of CPU, by reading and sorting %s; median %s ms"
                            .formatted(
                                    one.cpuNanos().text(1e6),
                                    other.cpuNanos().text(1e6),
                                    Figures.plain(median[0] / 1e3)));
            return one.cpuNanos().median() < other.cpuNanos().median() ? one : other;
        }
    }

    private static boolean show(Report report, Map<String, Taken> few, Map<String, Taken> many) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "answer, median (least to greatest)",
                "CPU us at " + Figures.whole(LARGE),
                "CPU ms of 99 of 100",
                "by the clock",
                "limit ms",
                "CPU us at " + Figures.whole(SMALL),
                "times as dear",
                "holds"));
        boolean all = true;
        for (Asked each : questions(List.of(), List.of())) {
            Taken large = Objects.requireNonNull(many.get(each.name));
            Taken small = Objects.requireNonNull(few.get(each.name));
            double dearer = large.cpuNanos().median() / small.cpuNanos().median();
            boolean holds = Taken.millis99(large.cpuNanos()) < each.limitMillis && dearer <= each.dearest;
            all &= holds;
            rows.add(List.of(
                    each.name,
                    large.cpuNanos().text(1e3),
                    Figures.plain(Taken.millis99(large.cpuNanos())),
                    Figures.plain(Taken.millis99(large.wallNanos())),
                    Figures.plain(each.limitMillis),
                    small.cpuNanos().text(1e3),
                    Figures.plain(dearer),
                    holds ? "yes" : "no"));
        }
        report.table(rows);
        return all;
    }
}
