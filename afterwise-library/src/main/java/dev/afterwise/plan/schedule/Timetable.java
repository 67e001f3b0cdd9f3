package dev.afterwise.plan.schedule;

import java.util.Arrays;

/**
 * When each piece of work begins if whatever is free is taken at once by the most urgent of the pieces that can begin; of equally
 * urgent ones by the one that could begin first (list scheduling: Graham, "Bounds for certain multiprocessing anomalies", Bell System
 * Technical Journal 45, 1966).
 *
 * <p>A higher priority comes before urgency. A piece that doesn't find what it takes keeps what it lacks from those behind it: none of
 * them takes any of that. So what needs much is not overtaken for ever, and what waits for one thing doesn't hold up those that need
 * another.
 */
public final class Timetable {
    private final double[] begins;
    private final double end;

    private Timetable(double[] begins, double end) {
        this.begins = begins;
        this.end = end;
    }

    /** Where nothing is more urgent than what has waited longest. */
    public static Timetable firstCome(Workload work, double[] seconds) {
        return of(work, seconds, new double[seconds.length]);
    }

    /**
     * Plays it through.
     *
     * @param seconds how long each piece takes; not negative
     * @param urgency of each piece; the greater, the sooner
     */
    public static Timetable of(Workload work, double[] seconds, double[] urgency) {
        return new Play(work, seconds, urgency).play();
    }

    /** When the last piece ends, in seconds after the beginning. */
    public double end() {
        return end;
    }

    /** When a piece begins, in seconds after the beginning. */
    public double begins(int piece) {
        return begins[piece];
    }

    double[] begins() {
        return Arrays.copyOf(begins, begins.length);
    }

    /** One playing through. */
    private static final class Play {
        private final Workload work;
        private final double[] seconds;
        private final double[] urgency;
        private final double[] begins;
        private final double[] ends;
        private final int[] missing;
        private final int[] arrived;
        private final int[] free;
        private final boolean[] waitedFor;
        private final boolean[] passed;
        private final Heap[] ready;
        private final Heap running;
        private int arrivals;

        Play(Workload work, double[] seconds, double[] urgency) {
            int n = work.dag().size();
            this.work = work;
            this.seconds = seconds;
            this.urgency = urgency;
            this.begins = new double[n];
            this.ends = new double[n];
            this.missing = new int[n];
            this.arrived = new int[n];
            this.free = work.free();
            this.waitedFor = new boolean[free.length];
            this.passed = new boolean[work.groups()];
            this.ready = new Heap[work.groups()];
            for (int group = 0; group < ready.length; group++) {
                ready[group] = new Heap(this::byUrgency);
            }
            this.running = new Heap(this::byEnd);
        }

        private int byUrgency(int one, int other) {
            return urgency[one] == urgency[other]
                    ? Integer.compare(arrived[one], arrived[other])
                    : Double.compare(urgency[other], urgency[one]);
        }

        private int byEnd(int one, int other) {
            return ends[one] == ends[other] ? Integer.compare(one, other) : Double.compare(ends[one], ends[other]);
        }

        Timetable play() {
            for (int piece = 0; piece < missing.length; piece++) {
                missing[piece] = work.dag().needs(piece);
                if (missing[piece] == 0) {
                    arrive(piece);
                }
            }
            double now = 0;
            begin(now);
            while (running.size() > 0) {
                now = ends[running.peek()];
                while (running.size() > 0 && ends[running.peek()] <= now) {
                    end(running.poll());
                }
                begin(now);
            }
            return new Timetable(begins, now);
        }

        private void arrive(int piece) {
            arrived[piece] = arrivals++;
            ready[work.group(piece)].add(piece);
        }

        private void end(int piece) {
            work.giveBack(piece, free);
            for (int next : work.dag().after(piece)) {
                if (--missing[next] == 0) {
                    arrive(next);
                }
            }
        }

        private void begin(double now) {
            Arrays.fill(waitedFor, false);
            Arrays.fill(passed, false);
            for (int group = first(); group >= 0; group = first()) {
                if (work.take(group, free, waitedFor)) {
                    int piece = ready[group].poll();
                    begins[piece] = now;
                    ends[piece] = now + seconds[piece];
                    running.add(piece);
                } else {
                    passed[group] = true;
                }
            }
        }

        /** The group whose first piece comes before those of the others, of those that may still find what they take; or -1. */
        private int first() {
            int first = -1;
            for (int group = 0; group < ready.length; group++) {
                if (!passed[group] && ready[group].size() > 0 && (first < 0 || isBefore(group, first))) {
                    first = group;
                }
            }
            return first;
        }

        private boolean isBefore(int group, int other) {
            int priority = work.priority(group);
            int otherPriority = work.priority(other);
            return priority == otherPriority
                    ? byUrgency(ready[group].peek(), ready[other].peek()) < 0
                    : priority > otherPriority;
        }
    }
}
