package dev.afterwise.learn.experiment;

import dev.afterwise.Experiment;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Observation.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The runs of an experiment in the order in which they ended, with variants and keys numbered. */
final class Runs {
    private final List<Observation> all;
    private final int[] variants;
    private final int[] keys;
    private final int keyCount;

    /** Those of unknown variants are left out. */
    Runs(Experiment experiment, Collection<Observation> observations) {
        Map<String, Integer> numbers = new HashMap<>();
        experiment.variants().forEach(each -> numbers.put(each.name(), numbers.size()));
        this.all = new ArrayList<>(observations);
        all.removeIf(each -> !numbers.containsKey(each.variant()));
        all.sort(Comparator.comparing(Observation::at).thenComparing(Observation::key));
        this.variants = all.stream()
                .mapToInt(each -> numbers.getOrDefault(each.variant(), 0))
                .toArray();
        Map<String, Integer> known = new HashMap<>();
        this.keys = all.stream()
                .mapToInt(each -> known.computeIfAbsent(each.key(), ignored -> known.size()))
                .toArray();
        this.keyCount = known.size();
    }

    int size() {
        return all.size();
    }

    /** Those of a variant, by its number. */
    Stream<Observation> of(int variant) {
        return IntStream.range(0, all.size())
                .filter(i -> variants[i] == variant)
                .mapToObj(all::get);
    }

    /** How many keys of a variant have such a run. */
    long keys(int variant, Predicate<Observation> which) {
        var seen = new BitSet(keyCount);
        for (int i = 0; i < variants.length; i++) {
            if (variants[i] == variant && which.test(all.get(i))) {
                seen.set(keys[i]);
            }
        }
        return seen.cardinality();
    }

    /**
     * What a variant gains over the original, the first, among the decided runs of both.
     *
     * @param number not a number where a run does not count
     */
    Uplift uplift(List<Variant> known, int variant, double ratio, ToDoubleFunction<Observation> number) {
        double share = known.get(variant).share();
        var uplift = new Uplift(share / (share + known.getFirst().share()), ratio, keyCount);
        for (int i = 0; i < variants.length; i++) {
            if ((variants[i] == variant || variants[i] == 0) && all.get(i).isDecided()) {
                double value = number.applyAsDouble(all.get(i));
                if (Double.isFinite(value)) {
                    uplift.add(keys[i], variants[i] == variant, value);
                }
            }
        }
        return uplift;
    }

    /** Of a variant's decided runs, as far as it is known. */
    DoubleStream numbers(int variant, ToDoubleFunction<Observation> number) {
        return of(variant).filter(Observation::isDecided).mapToDouble(number).filter(Double::isFinite);
    }

    long count(int variant, Result result) {
        return of(variant).filter(each -> each.result() == result).count();
    }
}
