package dev.afterwise.learn.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * Goes through the past as it was lived: each piece of work is looked at when it begins, and its outcome learned when it could be
 * known. What begins at the same moment is looked at together.
 */
final class Replay {
    private record Waiting(long knownUs, int place, SuccessModel.Known known) {}

    private final SuccessModel model;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::knownUs).thenComparingInt(Waiting::place));

    Replay(SuccessModel model) {
        this.model = model;
    }

    /** @param looked is told of each look, in the order of the starts */
    void all(List<Past> past, BiConsumer<SuccessModel.Look, Past> looked) {
        List<Past> sorted =
                past.stream().sorted(Comparator.comparingLong(Past::startedUs)).toList();
        long moment = Long.MIN_VALUE;
        for (int i = 0; i < sorted.size(); i++) {
            Past each = sorted.get(i);
            if (each.startedUs() > moment) {
                moment = each.startedUs();
                learnBefore(moment);
            }
            SuccessModel.Look look = model.look(each.profile());
            looked.accept(look, each);
            waiting.add(new Waiting(each.knownUs(), i, new SuccessModel.Known(look, each)));
        }
        learnBefore(Long.MAX_VALUE);
    }

    private void learnBefore(long moment) {
        List<SuccessModel.Known> known = new ArrayList<>();
        for (Waiting next = waiting.peek(); next != null && next.knownUs() < moment; next = waiting.peek()) {
            known.add(next.known());
            waiting.remove();
        }
        model.learn(known);
    }
}
