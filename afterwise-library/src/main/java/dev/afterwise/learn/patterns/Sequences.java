package dev.afterwise.learn.patterns;

import dev.afterwise.learn.patterns.Circumstance.Steps.Order;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.StepNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Looks for steps and orders of steps that go before success or failure.
 *
 * <p>An execution that fails early has fewer steps, so that steps which usually come late seem to bring success. Therefore each
 * question is asked only of executions that got as far: of a step, whether it is among the first so many, where it usually is, of
 * those that have so many; of two steps, which comes first, of those that have both; of steps that follow each other, of
 * those in which something follows. For one thread.
 */
final class Sequences {
    /** Below these odds nothing is ever found. */
    private static final double WORTHLESS = Math.log(10);

    private static final int MOST_NAMES = 60;
    private static final int MOST_CAREFUL = 80;
    private static final double USUALLY = .9;

    private final Scores scores;
    private final int least;
    private final int[] codes;
    private final List<Trail> sequences;
    private final List<String> names;
    private final FeatureCounts counts = new FeatureCounts();

    Sequences(Scores scores, int least) {
        this.scores = scores;
        this.least = least;
        Codes<List<String>> column = scores.sample().columns().steps();
        this.codes = scores.sample().codes(column);
        long[] sizes = new long[column.values().size()];
        double[] sums = new double[sizes.length];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] != Codes.NONE) {
                sizes[codes[i]]++;
                sums[codes[i]] += scores.sample().outcome(i);
            }
        }
        var numbered = new Vocabulary(column.values());
        int[] frequent = numbered.frequent(sizes, least, MOST_NAMES);
        this.names = Arrays.stream(frequent).mapToObj(numbered::name).toList();
        this.sequences = numbered.trails(frequent);
        int[] landmarks = landmarks(sizes);
        for (int code = 0; code < sizes.length; code++) {
            if (sizes[code] > 0) {
                counts.add(sequences.get(code).features(landmarks), sizes[code], sums[code]);
            }
        }
    }

    /** For each name, the place up to which it usually has come if it comes. */
    private int[] landmarks(long[] sizes) {
        long[][] places = new long[names.size()][StepNames.MOST + 1];
        for (int code = 0; code < sizes.length; code++) {
            Trail steps = sequences.get(code);
            for (int name = 0; name < places.length; name++) {
                int first = steps.first(name);
                if (first >= 0 && first < places[name].length) {
                    places[name][first] += sizes[code];
                }
            }
        }
        return Arrays.stream(places).mapToInt(Sequences::landmark).toArray();
    }

    private static int landmark(long[] places) {
        double enough = USUALLY * LongStream.of(places).sum();
        long sum = 0;
        int place = 0;
        while (place < places.length - 1 && sum + places[place] < enough) {
            sum += places[place++];
        }
        return place;
    }

    /** Each sort of question has the same share, and of its sort each question. */
    List<Hypothesis> hypotheses(double share) {
        List<Feature> asked = counts.questions().stream()
                .filter(each -> counts.size(each) >= least && counts.sizeOfAll(each) - counts.size(each) >= least)
                .sorted(Comparator.comparingDouble((Feature each) -> -odds(each)))
                .toList();
        Map<Feature.Sort, Long> ofSort = new HashMap<>();
        asked.forEach(each -> ofSort.merge(each.sort(), 1L, Long::sum));
        var all = new ArrayList<Hypothesis>();
        for (Feature each : asked) {
            double its = share / ofSort.size() / Objects.requireNonNull(ofSort.get(each.sort()));
            boolean isPromising = all.size() < MOST_CAREFUL && odds(each) >= WORTHLESS;
            all.add(hypothesis(each, its, isPromising));
        }
        return all;
    }

    /** As if all were independent of each other: more careful odds are never higher. */
    private double odds(Feature feature) {
        double with = counts.size(feature);
        double sum = counts.sum(feature);
        return scores.roughly(sum, with, counts.sumOfAll(feature) - sum, counts.sizeOfAll(feature) - with);
    }

    private Hypothesis hypothesis(Feature feature, double share, boolean isPromising) {
        var circumstance = new Circumstance.Steps(
                switch (feature.sort()) {
                    case AMONG -> Order.AMONG;
                    case BEFORE -> Order.BEFORE;
                    case THEN, THEN_THEN, LONG, FOLLOWED, BOTH_FOLLOWED -> Order.THEN;
                },
                feature.ids().stream().map(names::get).toList());
        if (!isPromising) {
            var nothing = new Split(circumstance, i -> Split.OF_NO_CONCERN);
            return new Hypothesis(PatternKind.SEQUENTIAL, "steps", share, scores.sample(), Finding.NOTHING, nothing);
        }
        byte[] member = new byte[sequences.size()];
        for (int code = 0; code < member.length; code++) {
            member[code] = sequences.get(code).member(feature);
        }
        var split = new Split(circumstance, i -> codes[i] == Codes.NONE ? Split.OF_NO_CONCERN : member[codes[i]]);
        return new Hypothesis(PatternKind.SEQUENTIAL, "steps", share, scores.sample(), scores.of(split), split);
    }
}
