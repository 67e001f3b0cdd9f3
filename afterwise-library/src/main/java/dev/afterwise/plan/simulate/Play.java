package dev.afterwise.plan.simulate;

import dev.afterwise.Recovery;
import dev.afterwise.Value;
import dev.afterwise.choose.Chooser;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.ExpressionException;
import dev.afterwise.plan.Sequel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * One run that is played: events in their order, each at its second.
 *
 * <p>Whenever something arrives or is given back, those that wait are gone through, the most urgent first; what doesn't find all it
 * takes keeps what it lacks from those behind it, as in a real run. Used by one thread, once.
 */
final class Play {
    /** How it stands with a step. */
    enum State {
        OPEN,
        SUCCEEDED,
        FAILED,
        SKIPPED,
        LEFT,
        WAITING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final long FOR_RUN = 0x52;
    private static final long FOR_ITEMS = 0x49;
    private static final long FOR_BEGIN = 0x42;
    private static final long FOR_WAITS = 0x57;
    private static final long FOR_ATTEMPT = 0x10_000;
    private static final long FOR_CHOICE = 0x20_000;

    private final PlanModel model;
    private final World world;
    private final Setup setup;
    private final int run;
    private final int parts;
    private final double slowness;
    private final int[] missing;
    private final int[] open;
    private final int[] free;
    private final int[][] takes;
    private final Queue<Piece>[] queued;
    private final int[] atWork;
    private final Queue<Integer> ready = new ArrayDeque<>();
    private final PriorityQueue<Piece> waiting;
    private final PriorityQueue<Piece> events = new PriorityQueue<>(
            Comparator.<Piece>comparingDouble(piece -> piece.at).thenComparingLong(piece -> piece.arrived));
    private long arrivals;
    private int trigger = -1;

    final State[] states;
    final double[] begins;
    final double[] ends;
    final int[] cause;
    final int[] peaks;
    double now;
    double dollars;
    double tokens;
    double calls;
    boolean isOverBudget;

    /** A step, or one item of it, while it is tried. */
    private static final class Piece {
        final StepModel step;
        final int item;
        final Sequel sequel;
        double at;
        long arrived;
        int attempts;
        boolean isAtWork;
        String agent = "";
        boolean again;
        WayModel.Made made = new WayModel.Made(null, 0);

        Piece(StepModel step, int item, Sequel sequel) {
            this.step = step;
            this.item = item;
            this.sequel = sequel;
        }
    }

    /**
     * @param run its number; what happens in it by chance depends on it
     * @param parts how many runs share out what may happen by chance evenly, a prime number; 0 for no sharing
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Play(PlanModel model, int[][] takes, double[] urgency, World world, Setup setup, int run, int parts) {
        int n = model.steps.size();
        this.model = model;
        this.takes = takes;
        this.world = world;
        this.setup = setup;
        this.run = run;
        this.parts = parts;
        this.slowness = Luck.of(setup.seed(), FOR_RUN, run).nextGaussian() + world.slowness() * model.unsure;
        this.missing = new int[n];
        this.open = new int[n];
        this.atWork = new int[n];
        this.free = model.capacities.clone();
        this.queued = new Queue[n];
        this.states = new State[n];
        this.begins = new double[n];
        this.ends = new double[n];
        this.cause = new int[n];
        this.peaks = new int[free.length];
        Arrays.fill(states, State.OPEN);
        Arrays.fill(begins, Double.NaN);
        Arrays.fill(cause, -1);
        this.waiting = new PriorityQueue<>(Comparator.<Piece>comparingInt(piece -> -piece.step.step.priority())
                .thenComparingDouble(piece -> -urgency[piece.step.place])
                .thenComparingLong(piece -> piece.arrived));
    }

    Play played() {
        for (StepModel step : model.steps) {
            missing[step.place] = step.step.needs().size();
            if (missing[step.place] == 0) {
                ready.add(step.place);
            }
        }
        Budget budget = model.plan.budget();
        double longest = budget.time() == null ? Double.POSITIVE_INFINITY : StepModel.seconds(budget.time());
        settle();
        while (!events.isEmpty()) {
            Piece piece = events.remove();
            if (piece.at > longest) {
                now = longest;
                isOverBudget = true;
                break;
            }
            now = piece.at;
            if (piece.isAtWork) {
                ended(piece);
            } else {
                arrive(piece);
            }
            settle();
        }
        return this;
    }

    /** Begins whatever can begin now. */
    private void settle() {
        while (!ready.isEmpty()) {
            begin(model.steps.get(ready.remove()));
        }
        var passedOver = new ArrayDeque<Piece>();
        boolean[] lacking = new boolean[free.length];
        // Whatever waits in line needs a place.
        while (!waiting.isEmpty() && !lacking[0]) {
            Piece piece = waiting.remove();
            if (take(takes[piece.step.place], lacking)) {
                attempt(piece);
            } else {
                passedOver.add(piece);
            }
        }
        waiting.addAll(passedOver);
    }

    private boolean take(int[] claim, boolean[] lacking) {
        boolean fits = true;
        for (int i = 0; i < claim.length; i++) {
            fits &= claim[i] == 0 || (free[i] >= claim[i] && !lacking[i]);
        }
        for (int i = 0; i < claim.length; i++) {
            if (fits) {
                free[i] -= claim[i];
                peaks[i] = Math.max(peaks[i], model.capacities[i] - free[i]);
            } else {
                lacking[i] |= free[i] < claim[i];
            }
        }
        return fits;
    }

    /** All that a step needs is behind it. */
    private void begin(StepModel step) {
        for (String need : step.step.needs()) {
            if (!opens(need)) {
                end(step, State.LEFT);
                return;
            }
        }
        if (isOverBudget) {
            end(step, State.LEFT);
        } else if (!isMet(step)) {
            end(step, State.SKIPPED);
        } else {
            int items = step.items(luck(step, 0, FOR_ITEMS));
            open[step.place] = items;
            cause[step.place] = trigger;
            queued[step.place] = new ArrayDeque<>();
            for (int item = 0; item < items; item++) {
                queued[step.place].add(
                        new Piece(step, item, new Sequel(step.step, step.most, luck(step, item, FOR_WAITS))));
            }
            if (items == 0) {
                begins[step.place] = now;
                end(step, State.SUCCEEDED);
            }
            nextItems(step);
        }
    }

    private void nextItems(StepModel step) {
        Queue<Piece> items = queued[step.place];
        while (!items.isEmpty() && atWork[step.place] < step.atOnce()) {
            atWork[step.place]++;
            arrive(items.remove());
        }
    }

    private Luck luck(StepModel step, int item, long purpose) {
        Luck luck = Luck.of(setup.seed(), run, step.key, item, purpose);
        return parts == 0
                ? luck
                : luck.inPart(
                        run % parts,
                        parts,
                        Luck.of(setup.seed(), step.key, item, purpose, run / parts)
                                .nextLong());
    }

    private boolean opens(String need) {
        StepModel needed = model.step(need);
        return switch (states[needed.place]) {
            case SUCCEEDED, SKIPPED -> true;
            case FAILED -> !needed.step.critical();
            case OPEN, LEFT, WAITING -> false;
        };
    }

    private boolean isMet(StepModel step) {
        if (step.step.condition() == null) {
            return true;
        }
        try {
            Optional<Boolean> known = step.step.condition().holdsWhere(this::known);
            return known.orElseGet(() -> luck(step, 0, FOR_BEGIN).open() < world.begun(step));
        } catch (ExpressionException e) {
            return true;
        }
    }

    private Optional<Value> known(List<String> path) {
        if (path.size() == 3 && path.getFirst().equals("steps") && path.get(2).equals("outcome")) {
            return model.has(path.get(1))
                    ? Optional.of(Value.of(states[model.step(path.get(1)).place].word()))
                    : Optional.empty();
        }
        return model.told(path);
    }

    private void arrive(Piece piece) {
        piece.arrived = arrivals++;
        if (takes[piece.step.place][0] > 0) {
            waiting.add(piece);
        } else {
            attempt(piece);
        }
    }

    private void attempt(Piece piece) {
        int place = piece.step.place;
        if (Double.isNaN(begins[place])) {
            begins[place] = now;
            cause[place] = trigger;
        }
        piece.attempts++;
        String agent = piece.sequel.agent().orElseGet(() -> chosen(piece));
        piece.again = piece.again && agent.equals(piece.agent);
        piece.agent = agent;
        WayModel way = piece.step.way(agent);
        Luck luck = luck(piece.step, piece.item, FOR_ATTEMPT + piece.attempts);
        boolean fails = world.way(way).fails(piece.again, luck);
        double score = Math.sqrt(model.together) * slowness + Math.sqrt(1 - model.together) * luck.nextGaussian();
        double rank = Math.clamp(NORMAL.cumulativeProbability(score), 1e-12, 1 - 1e-12);
        piece.made = world.way(way).make(fails, rank, piece.step.timeout, luck);
        dollars += way.dollars(luck);
        tokens += way.tokens(luck);
        calls += way.calls(luck);
        piece.isAtWork = true;
        piece.at = now + piece.made.seconds();
        piece.arrived = arrivals++;
        events.add(piece);
    }

    private String chosen(Piece piece) {
        StepModel step = piece.step;
        return step.agents.size() == 1
                ? step.agents.getFirst()
                : new Chooser(luck(step, piece.item, FOR_CHOICE + piece.attempts))
                        .draw(step.subject, step.agents, setup.policy(), model.situation(step.step))
                        .agent();
    }

    private void ended(Piece piece) {
        StepModel step = piece.step;
        piece.isAtWork = false;
        int[] claim = takes[step.place];
        for (int i = 0; claim[0] > 0 && i < claim.length; i++) {
            free[i] += claim[i];
        }
        trigger = step.place;
        checkBudget();
        if (piece.made.failure() == null) {
            itemEnded(step, State.SUCCEEDED);
            return;
        }
        Recovery then = piece.sequel.after(piece.made.failure(), piece.agent);
        switch (then) {
            case Recovery.Skip ignored -> itemEnded(step, State.SKIPPED);
            case Recovery.Escalate ignored -> itemEnded(step, State.WAITING);
            case Recovery.GiveUp ignored -> itemEnded(step, State.FAILED);
            case Recovery.Retry retry -> {
                piece.again = true;
                piece.at = now + StepModel.seconds(retry.after());
                events.add(piece);
            }
            case Recovery ignored -> {
                piece.again = false;
                arrive(piece);
            }
        }
    }

    private void checkBudget() {
        Budget budget = model.plan.budget();
        isOverBudget |=
                (budget.usd() != null && dollars * 1e6 >= (double) budget.usd().micros())
                        || (budget.tokens() != null && tokens >= (double) budget.tokens())
                        || (budget.calls() != null && calls >= (double) budget.calls());
    }

    /** The worst of its items is what a step comes to. */
    private void itemEnded(StepModel step, State state) {
        int place = step.place;
        boolean isWorse = states[place] == State.OPEN || state.compareTo(states[place]) > 0;
        states[place] = isWorse && !(state == State.SKIPPED && states[place] == State.FAILED) ? state : states[place];
        atWork[place]--;
        if (--open[place] == 0) {
            State all = states[place];
            end(step, all);
        } else {
            nextItems(step);
        }
    }

    private void end(StepModel step, State state) {
        states[step.place] = state;
        ends[step.place] = now;
        for (int next : model.after.get(step.place)) {
            if (--missing[next] == 0) {
                ready.add(next);
            }
        }
    }

    /** The first step of the plan that makes the run fail; null if none does. */
    @Nullable
    StepModel failedBy() {
        for (StepModel step : model.steps) {
            if (states[step.place] == State.FAILED && step.step.critical()) {
                return step;
            }
        }
        return null;
    }
}
