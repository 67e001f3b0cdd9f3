package dev.afterwise.cli.report;

import dev.afterwise.Headline;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.learn.Trends;
import dev.afterwise.store.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * How everything went, slot by slot.
 *
 * @param slots every slot from the first to the last, those in which nothing began with an empty summary
 * @param total what all slots add up to
 * @param before what as long a time just before adds up to
 * @param trends by period, whatever the slots are
 * @param marks the changes of policy in between, oldest first
 */
record Course(Grain grain, List<Bucket> slots, Summary total, Summary before, Trends trends, List<Mark> marks) {
    Course {
        slots = List.copyOf(slots);
        marks = List.copyOf(marks);
    }

    /**
     * The course of a series.
     *
     * @param from when the first slot begins
     * @param until a moment in the last slot
     */
    static Course of(Grain grain, List<Bucket> series, Instant from, Instant until, Course rest) {
        var known = new TreeMap<Instant, Bucket>();
        series.forEach(bucket -> known.put(bucket.start(), bucket));
        List<Bucket> slots = new ArrayList<>();
        for (Instant start = from; !start.isAfter(until); start = start.plus(grain.length())) {
            slots.add(known.getOrDefault(start, new Bucket(start, Summary.empty(Subject.EVERYTHING))));
        }
        return new Course(grain, slots, rest.total, rest.before, rest.trends, rest.marks);
    }

    /** What these executions add up to, slot by slot. */
    static List<Bucket> series(Grain grain, Collection<Headline> headlines) {
        var slots = new TreeMap<Instant, Summary.Builder>();
        for (Headline each : headlines) {
            slots.computeIfAbsent(grain.slotOf(each.startedAt()), start -> new Summary.Builder(Subject.EVERYTHING))
                    .add(each);
        }
        return slots.entrySet().stream()
                .map(each -> new Bucket(each.getKey(), each.getValue().build()))
                .toList();
    }

    /** Which slot a moment is in; negative before the first. */
    int slot(Instant at) {
        Instant first = slots.getFirst().start();
        return at.isBefore(first) ? -1 : (int) Duration.between(first, at).dividedBy(grain.length());
    }
}
