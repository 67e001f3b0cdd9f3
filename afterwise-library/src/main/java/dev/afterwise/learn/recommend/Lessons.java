package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.learn.Repeats;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the executions of a workspace teach about the arms of one choice. Tasks teach each other: how apt an arm is in general
 * is learned from all of them, and how much that says of one task from how much they differ. Used by one thread at a time.
 */
public final class Lessons {
    /** Older executions than these teach nothing. */
    private static final int MOST_ROWS = 200_000;

    private static final int ROUNDS = 3;

    /** What is used now is the arm that most of so many executions took. */
    private static final int LATELY = 100;

    private final Circumstances circumstances;
    /** For pieces of work that were never seen. */
    private final Aptitudes general = new Aptitudes();
    /** For those that were. */
    private final Aptitudes familiar = new Aptitudes();

    private final Map<String, Map<String, Spent>> spent = new HashMap<>();
    private final Map<String, Deque<String>> lately = new HashMap<>();

    private Lessons(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /**
     * What came of an execution.
     *
     * @param took null if nobody knows
     * @param dollars what it cost; 0 if nobody said
     */
    public record Came(boolean worked, @Nullable Duration took, double dollars, double atSeconds) {}

    /** Learns from executions that succeeded or failed; what was reported twice counts once. */
    public static Lessons of(Columns columns, Dimension choice) {
        Codes<String> arms = columns.labels(
                switch (choice) {
                    case AGENT -> Trait.AGENT;
                    case MODEL -> Trait.MODEL;
                    case ROUTE -> Trait.ROUTE;
                    case TASK, STEP ->
                        throw new IllegalArgumentException(
                                "What is chosen must be agent, model or route, but it is (%s)."
                                        .formatted(choice.word()));
                });
        BitSet rows = decided(columns, arms);
        var lessons = new Lessons(Circumstances.of(columns, rows, choice));
        Codes<String> status = columns.labels(Trait.STATUS);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Numbers cost = columns.numbers(Quantity.COST_MICROS);
        Numbers started = columns.numbers(Quantity.STARTED_US);
        for (int row : newest(rows, started)) {
            String arm = arms.at(row);
            if (arm != null) {
                boolean worked = Status.SUCCEEDED.word().equals(status.at(row));
                double seconds = took.has(row) ? took.at(row) / 1e6 : Double.NaN;
                double dollars = cost.has(row) ? cost.at(row) / 1e6 : 0;
                lessons.learn(
                        lessons.circumstances.profile(columns, row),
                        arm,
                        worked,
                        seconds,
                        dollars,
                        started.at(row) / 1e6);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            lessons.general.fit();
            lessons.familiar.fit();
        }
        return lessons;
    }

    /** The executions that succeeded or failed and name their arm; what was reported twice counts once. */
    static BitSet decided(Columns columns, Codes<String> arms) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        var rows = new BitSet(columns.size());
        for (int row = 0; row < columns.size(); row++) {
            int code = status.code(row);
            int arm = arms.code(row);
            boolean isNamed = arm >= 0 && !arms.values().get(arm).isEmpty();
            rows.set(row, isNamed && code >= 0 && (code == succeeded || code == failed));
        }
        return Repeats.without(columns, rows);
    }

    /** In the order in which they began. */
    static int[] newest(BitSet rows, Numbers started) {
        return rows.stream()
                .boxed()
                .sorted(Comparator.comparingLong(started::whole))
                .skip(Math.max(0, rows.cardinality() - MOST_ROWS))
                .mapToInt(row -> row)
                .toArray();
    }

    /** How many executions it has learned from. */
    public int size() {
        return general.size();
    }

    /** Learns from one more. It moves what is believed; only {@link #of} finds everything anew. */
    public void learn(Profile work, String arm, Came came) {
        double seconds = came.took == null ? Double.NaN : came.took.toNanos() / 1e9;
        learn(work, arm, came.worked, seconds, came.dollars, came.atSeconds);
    }

    private void learn(Profile work, String arm, boolean worked, double seconds, double dollars, double atSeconds) {
        Occasion occasion = circumstances.of(work);
        general.learn(occasion.ofAnyPiece(), arm, worked, atSeconds);
        if (occasion.piece() != null) {
            familiar.learn(occasion, arm, worked, atSeconds);
        }
        spent.computeIfAbsent(work.task(), task -> new HashMap<>())
                .merge(arm, Spent.NOTHING.and(seconds, dollars), Spent::plus);
        Deque<String> last = lately.computeIfAbsent(work.task(), task -> new ArrayDeque<>());
        last.addLast(arm);
        if (last.size() > LATELY) {
            last.removeFirst();
        }
    }

    /** The arms that were tried for a task, by name. */
    public List<String> arms(String task) {
        return spent.getOrDefault(task, Map.of()).keySet().stream().sorted().toList();
    }

    /** What a task's executions took and cost, by arm. */
    Map<String, Spent> spent(String task) {
        return spent.getOrDefault(task, Map.of());
    }

    /** The arm that most of the last executions of a task took; null if there were none. */
    public @Nullable String usedNow(String task) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        lately.getOrDefault(task, new ArrayDeque<>()).forEach(arm -> counts.merge(arm, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What is believed of these arms for some work, in the same order. */
    public List<Standing> standings(Profile work, List<String> arms) {
        Occasion occasion = circumstances.of(work);
        return familiar.knows(occasion)
                ? familiar.standings(occasion, arms)
                : general.standings(occasion.ofAnyPiece(), arms);
    }

    /**
     * Which of these arms to take.
     *
     * @param arms at least one, each once
     * @param now which one is used now; null if nobody knows
     */
    public Advice advise(Profile work, List<String> arms, Preference preference, @Nullable String now) {
        return new Counsel(this, work, arms, preference).on(circumstances.choice(), now);
    }

    /** The contest of these arms for some work: by which one of them is to be drawn. */
    public Contest contest(Profile work, List<String> arms, Preference preference) {
        return Contest.of(standings(work, arms), new Prices(spent(work.task()), preference)::of);
    }
}
