package dev.afterwise.cli.insight;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Value;
import dev.afterwise.learn.similar.Like;
import dev.afterwise.learn.similar.Skill;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Similar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Executions that are like something, as a store finds them: by the words they are described by, or by their circumstances. */
record Cases(History history, Filter kind) {
    /** So many descriptions are looked at, and so many executions of each. */
    private static final int MOST_DESCRIPTIONS = 40;

    private static final int MOST_OF_EACH = 100;
    private static final int MOST_BY_CIRCUMSTANCES = 500;
    /** Of so many, the newest, the steps are read. */
    private static final int MOST_OPENED = 200;

    private static final int MOST_REPLAYED = 40;
    private static final int NEAREST = 15;
    private static final int FEWEST_NEAR = 3;
    private static final String COMPLEXITY = "complexity";

    /** What all work of the kind adds up to. */
    Summary usual() {
        return history.statistics(kind, Set.of()).stream().findFirst().orElse(Summary.empty(Subject.EVERYTHING));
    }

    /** Those described by much the same words, the likest first. */
    List<Like> described(String text, double floor) {
        Map<String, Double> scores = new LinkedHashMap<>();
        history.similar(text, Query.MAX_LIMIT / 20).stream()
                .filter(each -> each.score() >= floor)
                .filter(each -> kind.subject().covers(each.newest().profile()))
                .limit(MOST_DESCRIPTIONS)
                .forEach(each -> scores.put(each.newest().description(), each.score()));
        List<Like> alike = new ArrayList<>();
        scores.forEach((description, score) ->
                history.find(new Query(kind.saying(description), null, MOST_OF_EACH)).items().stream()
                        .filter(each -> each.description().equals(description) && isOver(each))
                        .forEach(each -> alike.add(new Like(score, each, List.of()))));
        return opened(alike);
    }

    /** The newest of the kind in much the same circumstances: each that is asked for counts as much as any other. */
    List<Like> inCircumstances(SortedMap<String, Value> asked, @Nullable Double complexity, double floor) {
        List<Headline> newest = history.find(new Query(kind, null, Query.MAX_LIMIT)).items().stream()
                .filter(Cases::isOver)
                .toList();
        Map<String, Double> spreads = new LinkedHashMap<>();
        asked.forEach((name, value) -> {
            if (value instanceof Value.Numeric) {
                spreads.put(name, spread(newest, name));
            }
        });
        double spread = spread(newest, COMPLEXITY);
        List<Like> alike = newest.stream()
                .map(each -> {
                    double sum = complexity == null ? 0 : near(number(each.profile(), COMPLEXITY), complexity, spread);
                    for (var part : asked.entrySet()) {
                        sum += switch (part.getValue()) {
                            case Value.Text text ->
                                text.equals(each.profile().attributes().get(part.getKey())) ? 1 : 0;
                            case Value.Numeric(double number) ->
                                near(
                                        number(each.profile(), part.getKey()),
                                        number,
                                        spreads.getOrDefault(part.getKey(), 0.0));
                        };
                    }
                    int parts = asked.size() + (complexity == null ? 0 : 1);
                    return new Like(parts == 0 ? 1 : sum / parts, each, List.of());
                })
                .filter(each -> each.score() >= floor)
                .sorted(Comparator.comparingDouble(Like::score).reversed())
                .limit(MOST_BY_CIRCUMSTANCES)
                .toList();
        return opened(alike);
    }

    /** 1 if equal, less the farther apart in units of the middle half. */
    private static double near(double one, double other, double spread) {
        return Double.isNaN(one) ? 0 : one == other ? 1 : spread == 0 ? 0 : Math.exp(-Math.abs(one - other) / spread);
    }

    private static double spread(List<Headline> among, String name) {
        double[] values = among.stream()
                .mapToDouble(each -> number(each.profile(), name))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length < 2 ? 0 : values[values.length * 3 / 4] - values[values.length / 4];
    }

    private static double number(Profile profile, String name) {
        Double complexity = profile.complexity();
        if (name.equals(COMPLEXITY) && complexity != null) {
            return complexity;
        }
        return profile.attributes().get(name) instanceof Value.Numeric(double number) ? number : Double.NaN;
    }

    private static boolean isOver(Headline headline) {
        return headline.outcome().status() != Status.RUNNING;
    }

    private List<Like> opened(List<Like> alike) {
        List<Like> opened = new ArrayList<>();
        for (Like each : alike) {
            opened.add(
                    opened.size() < MOST_OPENED
                            ? new Like(each.score(), each.headline(), steps(each.headline()))
                            : each);
        }
        return List.copyOf(opened);
    }

    private List<String> steps(Headline headline) {
        return history.execution(headline.id()).map(Cases::names).orElse(List.of());
    }

    private static List<String> names(Execution execution) {
        return execution.steps().stream()
                .filter(step -> !(step.action() instanceof Action.Delegate))
                .map(step -> step.action().name())
                .distinct()
                .toList();
    }

    /** Estimates the newest past ones from what is like them and older, as if they had not been. */
    Skill replayed(Summary usual, double floor) {
        List<Skill.Try> tries = new ArrayList<>();
        if (usual.took().count() == 0) {
            return Skill.of(tries);
        }
        double median = usual.took().quantile(.5).toNanos() / 1e9;
        for (Headline each : history.find(new Query(kind, null, MOST_REPLAYED)).items()) {
            double took = seconds(each);
            if (took > 0 && !each.description().isBlank()) {
                double[] near = history.similar(each.description(), NEAREST * 2).stream()
                        .filter(other -> other.score() >= floor)
                        .map(Similar::newest)
                        .filter(other -> other.startedAt().isBefore(each.startedAt())
                                && kind.subject().covers(other.profile()))
                        .mapToDouble(Cases::seconds)
                        .filter(other -> other > 0)
                        .limit(NEAREST)
                        .sorted()
                        .toArray();
                if (near.length >= FEWEST_NEAR) {
                    tries.add(new Skill.Try(took, median, near[near.length / 2]));
                }
            }
        }
        return Skill.of(tries);
    }

    private static double seconds(Headline headline) {
        return headline.outcome() instanceof Outcome.Ended ended && ended.took() != null
                ? ended.took().toNanos() / 1e9
                : Double.NaN;
    }
}
