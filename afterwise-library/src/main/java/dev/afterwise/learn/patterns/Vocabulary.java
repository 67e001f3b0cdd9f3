package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The names of steps, each with a number, and sequences of steps by these numbers. For one thread. */
final class Vocabulary {
    private final List<String> names = new ArrayList<>();
    private final List<int[]> sequences = new ArrayList<>();

    Vocabulary(List<List<String>> sequences) {
        Map<String, Integer> ids = new HashMap<>();
        for (List<String> each : sequences) {
            int[] numbers = new int[each.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = ids.computeIfAbsent(each.get(i), name -> {
                    names.add(name);
                    return names.size() - 1;
                });
            }
            this.sequences.add(numbers);
        }
    }

    String name(int number) {
        return names.get(number);
    }

    /**
     * The numbers of those that are in the most executions, and in enough of them.
     *
     * @param sizes of how many executions these are the steps
     */
    int[] frequent(long[] sizes, int least, int most) {
        long[] executions = new long[names.size()];
        int[] last = new int[names.size()];
        Arrays.fill(last, -1);
        for (int code = 0; code < sizes.length; code++) {
            for (int number : sequences.get(code)) {
                if (last[number] != code) {
                    last[number] = code;
                    executions[number] += sizes[code];
                }
            }
        }
        return IntStream.range(0, executions.length)
                .filter(number -> executions[number] >= least)
                .boxed()
                .sorted(Comparator.comparingLong((Integer number) -> -executions[number])
                        .thenComparing(names::get))
                .limit(most)
                .mapToInt(number -> number)
                .toArray();
    }

    /** The sequences by places among these names; a name that is not among them has none. */
    List<Trail> trails(int[] among) {
        int[] places = new int[names.size()];
        Arrays.fill(places, Trail.UNNAMED);
        for (int place = 0; place < among.length; place++) {
            places[among[place]] = place;
        }
        List<Trail> trails = new ArrayList<>(sequences.size());
        for (int[] each : sequences) {
            trails.add(
                    Trail.of(Arrays.stream(each).map(number -> places[number]).toArray(), among.length));
        }
        return trails;
    }
}
