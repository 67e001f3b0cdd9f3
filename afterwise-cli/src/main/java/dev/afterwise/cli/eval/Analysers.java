package dev.afterwise.cli.eval;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.GuardSettings;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.learn.Aspect;
import dev.afterwise.learn.Choice;
import dev.afterwise.learn.Contrast;
import dev.afterwise.learn.Contrast.Group;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Misroute;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.Trend;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.Verdict;
import dev.afterwise.learn.anomaly.Oddities;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.errors.ErrorStudy;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.learn.phases.PhaseStudy;
import dev.afterwise.learn.remedies.Material;
import dev.afterwise.learn.remedies.NamedThreshold;
import dev.afterwise.learn.remedies.RemedyStudy;
import dev.afterwise.learn.similar.Like;
import dev.afterwise.learn.similar.Resemblance;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All analysers, each with what it counts as a finding. */
final class Analysers {
    private static final double STATED = Demands.DEFAULT.maxFalseAlarms();

    /** As many as 'afterwise similar' looks at. */
    private static final int MOST_ALIKE = 500;

    private Analysers() {}

    static List<Analyser> all() {
        return List.of(
                new Analyser("trends", STATED, world -> claims(Trends.of(world.series(Period.DAY), Period.DAY))),
                new Analyser("choice", STATED, Analysers::choosesAgent),
                new Analyser("plans", STATED, world -> !world.recommendations().isEmpty()),
                new Analyser("adaptations", STATED, AdaptationAlarms::raised),
                new Analyser("thresholds", STATED, Analysers::proposesThreshold),
                new Analyser(
                        "degradations",
                        STATED,
                        world -> !Degradations.of(world.columns(), ZoneOffset.UTC)
                                .shifts()
                                .isEmpty()),
                new Analyser("patterns", Patterns.LEVEL, Analysers::showsPattern),
                new Analyser(
                        "anomaly",
                        Oddities.FALSE_ALARMS,
                        world -> !Oddities.in(world.columns(), ZoneOffset.UTC)
                                .found()
                                .isEmpty()),
                new Analyser("compare agents", STATED, world -> differ(world, agents(world))),
                new Analyser("compare versions", STATED, world -> differ(world, versions(world))),
                new Analyser("compare weeks", STATED, world -> differ(world, weeks(world))),
                new Analyser(
                        "misroutes",
                        STATED,
                        world -> !Misroute.in(world.columns()).isEmpty()),
                new Analyser("remedies", STATED, Analysers::remedies),
                new Analyser("similar", STATED, Analysers::namesFactor),
                new Analyser("advice", STATED, AdviceAlarms::raised),
                new Analyser("experiments", STATED, TrialAlarms::raised),
                new Analyser("errors", ErrorStudy.FALSE_ALARMS, ErrorAlarms::raised),
                new Analyser("phases", PhaseStudy.FALSE_ALARMS, PhaseAlarms::raised));
    }

    private static boolean claims(Trends trends) {
        return claims(trends.success()) || claims(trends.duration());
    }

    private static boolean claims(Trend trend) {
        return trend instanceof Trend.Improving || trend instanceof Trend.Declining;
    }

    private static boolean choosesAgent(NullWorld world) {
        BitSet rows = Repeats.without(world.columns(), Rows.of(world.columns(), Filter.ALL));
        return Choice.among(Repeats.summaries(world.columns(), rows, Dimension.AGENT), Dimension.AGENT)
                        .verdict()
                instanceof Verdict.Prefer;
    }

    private static boolean proposesThreshold(NullWorld world) {
        return world.recommendations().stream().anyMatch(each -> each.change() instanceof Change.SetThreshold);
    }

    /** A threshold in the middle of what is asked, and nothing known of guards. */
    private static boolean remedies(NullWorld world) {
        var threshold = new NamedThreshold(Subject.EVERYTHING, "hard", "complexity", 5);
        return !new RemedyStudy(new Material(
                        world.columns(), List.of(threshold), world.executions(), GuardSettings.STANDARD, List.of()))
                .recommend()
                .isEmpty();
    }

    /** Where the hour and the day of the week matter, whoever says so is right. */
    private static boolean showsPattern(NullWorld world) {
        return Patterns.in(world.columns(), ZoneOffset.UTC).patterns().stream()
                .anyMatch(each -> each.kind() != PatternKind.TEMPORAL || world.noise() != Noise.WEEKLY);
    }

    /** All of the most frequent task are taken to be alike. */
    private static boolean namesFactor(NullWorld world) {
        List<Like> alike = world.executions().stream()
                .filter(each -> each.profile()
                        .task()
                        .equals(world.executions().getFirst().profile().task()))
                .map(each -> new Like(1, each.headline(), List.of()))
                .limit(MOST_ALIKE)
                .toList();
        return !Resemblance.of(alike, Summary.empty(Subject.EVERYTHING))
                .factors()
                .isEmpty();
    }

    private static boolean differ(NullWorld world, List<Group> groups) {
        return Contrast.against(world.columns(), groups.subList(1, groups.size()), groups.getFirst()).stream()
                .flatMap(each -> each.aspects().stream())
                .anyMatch(Aspect::differs);
    }

    private static List<Group> agents(NullWorld world) {
        return groups(world, world.columns().labels(Trait.AGENT));
    }

    private static List<Group> versions(NullWorld world) {
        return groups(world, world.columns().texts("version"));
    }

    private static List<Group> groups(NullWorld world, Codes<String> codes) {
        return IntStream.range(0, codes.values().size())
                .mapToObj(
                        code -> new Group(codes.values().get(code), Repeats.without(world.columns(), codes.rows(code))))
                .toList();
    }

    private static List<Group> weeks(NullWorld world) {
        Duration week = Duration.ofDays(7);
        Window last = Window.lasting(week, world.to());
        Window before = Window.lasting(week, world.to().minus(week));
        return Stream.of(before, last)
                .map(each -> new Group(
                        each.toString(),
                        Repeats.without(world.columns(), Rows.of(world.columns(), Filter.ALL.with(each)))))
                .toList();
    }
}
