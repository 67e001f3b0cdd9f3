package dev.afterwise.benchmarks.plans;

import dev.afterwise.Adaptation;
import dev.afterwise.Adaptations;
import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.LoopSettings;
import dev.afterwise.Outcome;
import dev.afterwise.Preference;
import dev.afterwise.Settings;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.Watcher;
import dev.afterwise.plan.refine.Mend;
import dev.afterwise.plan.refine.Refinement;
import dev.afterwise.plan.refine.Sureness;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A scene: its plan run as it was written to learn from it, and then, on the same luck, as written, ordered and adapted, one beside the
 * other.
 *
 * @param training the runs that were learned from, in their order
 * @param compared in each repetition one of each way, in an order drawn by chance
 * @param adopted what was changed, in words
 */
public record Play(String scene, List<Ran> training, List<Ran> compared, List<String> adopted) {
    /** How many runs are learned from. */
    public static final int TRAINING = 50;

    private static final int FIRST_COMPARED = 1_000;
    private static final double RISK = .2;
    private static final int PLAYED = 200;
    private static final PlanLimits LIMITS = new PlanLimits(20, 2);
    private static final Setup SETUP = Setup.STANDARD.withWorkers(LIMITS.maxConcurrency());

    public Play {
        training = List.copyOf(training);
        compared = List.copyOf(compared);
        adopted = List.copyOf(adopted);
    }

    /** Plays a scene in a folder that is not there yet. */
    public static Play of(Scene scene, Path folder, int repetitions) throws IOException, InterruptedException {
        try (var ground = Ground.of(scene, folder.resolve("ground"))) {
            Path learned = folder.resolve("learned.db");
            String source = ground.written();
            Plan plan = PlanReader.parse(scene.name(), source, LIMITS);
            var stage = new Stage(scene, ground, folder, new Luck());
            List<Ran> training = new ArrayList<>();
            try (var afterwise = stage.open(learned)) {
                for (int seed = 1; seed <= TRAINING; seed++) {
                    training.add(stage.run(afterwise, plan, source, Way.WRITTEN, seed));
                }
            }
            Path adapted = Files.copy(learned, folder.resolve("adapted.db"));
            try (var ordering = stage.open(learned);
                    var adapting = stage.open(adapted)) {
                List<String> adopted = new ArrayList<>();
                Plan changed = adapted(refined(plan, adapting, scene, ground, adopted), adapting, adopted);
                List<Ran> compared = new ArrayList<>();
                for (int i = 0; i < repetitions; i++) {
                    int seed = FIRST_COMPARED + i;
                    for (Way way : shuffled(new SplittableRandom(seed))) {
                        compared.add(
                                switch (way) {
                                    case WRITTEN -> stage.freshly(plan, source, seed);
                                    case ORDERED -> stage.run(ordering, plan, source, way, seed);
                                    case ADAPTED -> stage.run(adapting, changed, source, way, seed);
                                });
                    }
                }
                return new Play(scene.name(), training, compared, adopted);
            }
        }
    }

    private static List<Way> shuffled(RandomGenerator random) {
        List<Way> left = new ArrayList<>(List.of(Way.values()));
        List<Way> drawn = new ArrayList<>();
        while (!left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    /**
     * With all that {@code plan refine --write} would write, what is likely at least, and those of the needs that may be needless of
     * which a person would say so.
     */
    private static Plan refined(Plan plan, Afterwise afterwise, Scene scene, Ground ground, List<String> adopted) {
        Plan refined = plan;
        for (Refinement each : afterwise.plans().refinements(plan, Crew.NONE, ground.site())) {
            Mend mend = each.mend();
            if (mend != null && (each.sureness().isAtLeast(Sureness.LIKELY) || isConfirmed(scene, mend))) {
                refined = mend.in(refined);
                adopted.add("refine: %s, %s, %s".formatted(each.kind().word(), each.step(), each.because()));
            }
        }
        return refined;
    }

    private static boolean isConfirmed(Scene scene, Mend mend) {
        return mend instanceof Mend.DropNeed(String step, String need)
                && scene.needless().contains(step + " " + need);
    }

    /** With all that {@code plan adapt} would make. */
    private static Plan adapted(Plan plan, Afterwise afterwise, List<String> adopted) {
        Adaptations adaptations = afterwise.plans().adapt(plan, SETUP, RISK, Preference.BALANCED);
        adaptations.all().forEach(each -> adopted.add(words(each)));
        return adaptations.applied(plan);
    }

    private static String words(Adaptation adaptation) {
        Change change = adaptation.change();
        return "%s: %s, %s. %s %s"
                .formatted(
                        adaptation.verdict().word(),
                        change.kind(),
                        change.subject(),
                        adaptation.advice().because(),
                        adaptation.because());
    }

    private record Stage(Scene scene, Ground ground, Path folder, Luck luck) {
        Afterwise open(Path store) {
            return Afterwise.with(
                    Afterwise.store(store),
                    Settings.STANDARD.with(LIMITS).with(LoopSettings.ASKED).with(luck));
        }

        Ran run(Afterwise afterwise, Plan plan, String source, Way way, int seed)
                throws IOException, InterruptedException {
            luck.begin(seed);
            Launch launch = ground.prepare(seed, source);
            double expected = expected(afterwise, plan, launch);
            luck.begin(seed);
            PlanResult result = afterwise.execute(plan, launch, Watcher.NOBODY);
            if (!(result.outcome() instanceof Outcome.Ended ended)) {
                throw new IllegalStateException(
                        "A run of (%s) must end, but it is (%s).".formatted(scene.name(), result.outcome()));
            }
            return new Ran(
                    scene.name(),
                    way,
                    seed,
                    ended instanceof Outcome.Succeeded,
                    (double) Objects.requireNonNull(ended.took()).toNanos() / 1e9,
                    expected);
        }

        /** How many seconds the run should take if it succeeds, as often longer as shorter. */
        private static double expected(Afterwise afterwise, Plan plan, Launch launch) {
            Forecast forecast =
                    afterwise.plans().simulate(plan, SETUP.withRuns(PLAYED).withParams(launch.params()));
            return forecast.seconds().isEmpty()
                            || afterwise.plans().estimates(plan).runs().tried() == 0
                    ? Double.NaN
                    : forecast.seconds().quantile(.5);
        }

        /** With a history in which there is nothing yet. */
        Ran freshly(Plan plan, String source, int seed) throws IOException, InterruptedException {
            Path store = folder.resolve("fresh-%d.db".formatted(seed));
            try (var afterwise = open(store)) {
                return run(afterwise, plan, source, Way.WRITTEN, seed);
            }
        }
    }
}
