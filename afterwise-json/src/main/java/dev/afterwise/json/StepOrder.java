package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order in which steps can run: each after those it needs, and else as in the file.
 *
 * <p>Sorted by taking, again and again, the first step in the file whose needs are all taken (Kahn, "Topological sorting
 * of large networks", CACM 1962). If some can't be taken, steps that no remaining step needs are dropped until none is
 * left to drop; what stays is on circles or between them, and each of it needs another, so that following needs ends in a
 * circle. One is reported for each part of the plan. Takes time in proportion to steps and needs, but for a logarithm.
 */
final class StepOrder {
    private static final int LONGEST_CIRCLE = 12;

    private final List<DraftStep> steps;
    private final Problems problems;
    private final Map<String, Integer> places = new HashMap<>();
    /** By place of a step: the places of those it needs. */
    private final List<List<Integer>> needs = new ArrayList<>();

    /**
     * @param steps in the order of the file
     * @param known the ids in the file, which may be more than those of {@code steps}
     */
    StepOrder(List<DraftStep> steps, Set<String> known, Problems problems) {
        this.steps = steps;
        this.problems = problems;
        for (int i = 0; i < steps.size(); i++) {
            Scalar id = steps.get(i).id();
            Integer first = places.putIfAbsent(id.text(), i);
            if (first != null) {
                problems.add(
                        id,
                        "duplicate id %s; the step in line %d has it already"
                                .formatted(
                                        Printable.quoted(id.text()),
                                        steps.get(first).id().line()));
            }
        }
        steps.forEach(step -> needs.add(needs(step, known)));
    }

    private List<Integer> needs(DraftStep step, Set<String> known) {
        var found = new ArrayList<Integer>();
        var seen = new HashSet<String>();
        for (Scalar need : step.needs()) {
            String id = need.text();
            Integer place = places.get(id);
            if (id.equals(step.id().text())) {
                problems.add(need, "the step %s must not need itself".formatted(Printable.quoted(id)));
            } else if (!seen.add(id)) {
                problems.add(
                        need,
                        "the step %s must be needed once, but it is listed twice".formatted(Printable.quoted(id)));
            } else if (place != null) {
                found.add(place);
            } else if (!known.contains(id)) {
                problems.addUnknown(need, "there is no step %s to need".formatted(Printable.quoted(id)), id, known);
            }
        }
        return found;
    }

    /** All steps in their order; if there are circles, which is a problem, only those that don't wait for one. */
    List<DraftStep> sorted() {
        List<List<Integer>> neededBy = reversed(needs);
        int[] missing = needs.stream().mapToInt(List::size).toArray();
        List<Integer> order = peel(missing, neededBy, all());
        if (order.size() < steps.size()) {
            BitSet rest = all();
            order.forEach(rest::clear);
            reportCircles(rest, neededBy);
        }
        return order.stream().map(steps::get).toList();
    }

    /** Takes what has nothing missing, the first in the file first, and thereby makes it no longer missing to others. */
    private static List<Integer> peel(int[] missing, List<List<Integer>> missedBy, BitSet among) {
        var free = new PriorityQueue<Integer>();
        among.stream().filter(i -> missing[i] == 0).forEach(free::add);
        var taken = new ArrayList<Integer>();
        for (Integer next = free.poll(); next != null; next = free.poll()) {
            taken.add(next);
            for (int waiting : missedBy.get(next)) {
                if (--missing[waiting] == 0 && among.get(waiting)) {
                    free.add(waiting);
                }
            }
        }
        return taken;
    }

    private void reportCircles(BitSet rest, List<List<Integer>> neededBy) {
        int[] wanted = new int[steps.size()];
        rest.stream()
                .forEach(i -> wanted[i] =
                        (int) neededBy.get(i).stream().filter(rest::get).count());
        peel(wanted, needs, rest).forEach(rest::clear);
        var walked = new BitSet();
        for (int start = rest.nextSetBit(0); start >= 0; start = rest.nextSetBit(start + 1)) {
            var path = new ArrayList<Integer>();
            int at = start;
            while (!walked.get(at)) {
                walked.set(at);
                path.add(at);
                at = needs.get(at).stream().filter(rest::get).findFirst().orElseThrow();
            }
            int from = path.indexOf(at);
            if (from >= 0) {
                report(path.subList(from, path.size()));
            }
        }
    }

    private void report(List<Integer> circle) {
        var turned = new ArrayList<>(circle);
        Collections.rotate(turned, -circle.indexOf(Collections.min(circle)));
        List<String> ids = turned.stream().map(i -> steps.get(i).id().text()).collect(Collectors.toList());
        String next = ids.get(1);
        Scalar need = steps.get(turned.getFirst()).needs().stream()
                .filter(each -> each.text().equals(next))
                .findFirst()
                .orElseThrow();
        ids.add(ids.getFirst());
        if (ids.size() > LONGEST_CIRCLE) {
            ids.subList(LONGEST_CIRCLE / 2, ids.size() - LONGEST_CIRCLE / 2).clear();
            ids.add(LONGEST_CIRCLE / 2, "...");
        }
        problems.add(need, "steps must not need each other in a circle, but these do: " + String.join(" -> ", ids));
    }

    private BitSet all() {
        var all = new BitSet();
        all.set(0, steps.size());
        return all;
    }

    private static List<List<Integer>> reversed(List<List<Integer>> edges) {
        List<List<Integer>> reversed = new ArrayList<>();
        edges.forEach(each -> reversed.add(new ArrayList<>()));
        for (int i = 0; i < edges.size(); i++) {
            for (int to : edges.get(i)) {
                reversed.get(to).add(i);
            }
        }
        return reversed;
    }
}
