package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The breaker's rules with plain lists and one thread, for chance that always draws the least: then it stays open for a
 * third of the first longest time, and for half of that after a failed probe.
 */
final class ReferenceBreaker {
    private record Ended(long slice, boolean failed, boolean slow) {}

    private BreakerLimits limits;
    private boolean dryRun;
    private final List<Ended> ended = new ArrayList<>();
    private final List<Long> out = new ArrayList<>();
    private Kind kind = Kind.CLOSED;
    private long number = 1;
    private long since;
    private long until;
    private long lastSlice;
    private long lease;
    private long nextLease;
    private int limit;

    ReferenceBreaker(BreakerLimits limits, long now) {
        this.limits = limits;
        this.since = now;
        this.nextLease = limits.openFor().toNanos();
    }

    Kind kind() {
        return kind;
    }

    int probesLeft() {
        return limit - out.size();
    }

    long enter(long now) {
        if (kind == Kind.HALF_OPEN && !out.isEmpty() && out.getFirst() + lease <= now) {
            lose();
        }
        if (kind == Kind.OPEN && until <= now) {
            become(Kind.HALF_OPEN, now);
            limit = 1;
        }
        if (kind == Kind.FORCED_OPEN) {
            return 0;
        }
        if (kind == Kind.OPEN || (kind == Kind.HALF_OPEN && probesLeft() == 0)) {
            return refused();
        }
        out.add(now);
        long slice = (now - since) / (limits.slowAfter().toNanos() / 8);
        if (kind == Kind.CLOSED && slice > lastSlice) {
            lastSlice = slice;
            if (slow(now)) {
                open(now);
                return refused();
            }
        }
        return number;
    }

    private long refused() {
        return dryRun ? -1 : 0;
    }

    void force(long now) {
        if (kind != Kind.FORCED_OPEN) {
            become(Kind.FORCED_OPEN, now);
        }
    }

    void use(BreakerLimits next, boolean dry, long now) {
        limits = next;
        dryRun = dry;
        long first = next.openFor().toNanos();
        nextLease = Math.clamp(nextLease, first, 64 * first);
        until = Math.min(until, now + next.longestOpen().toNanos());
    }

    void leave(long permit, long start, long now, Ending how) {
        if (permit != number) {
            return;
        }
        boolean slow = now - start >= limits.slowAfter().toNanos();
        if (kind == Kind.HALF_OPEN) {
            probed(start, now, slow && how == Ending.SUCCEEDED ? Ending.FAILED : how, how);
            return;
        }
        out.remove(start);
        if (how != Ending.ABANDONED) {
            boolean failed = how != Ending.SUCCEEDED;
            ended.add(new Ended(windowSlice(now), failed, slow));
            boolean row = how == Ending.FAILED && isRow();
            boolean failing = failed && (row || above(limits.failureRate(), now, 0, Ended::failed));
            if (failing || (slow && slow(now))) {
                open(now);
            }
        }
    }

    void reset(long now) {
        if (kind != Kind.CLOSED) {
            become(Kind.CLOSED, now);
        }
    }

    /** Enough failures in a row, and more than such a component has by chance. */
    private boolean isRow() {
        int row = 0;
        List<Ended> seen = last(62);
        while (row < seen.size() && seen.get(seen.size() - 1 - row).failed()) {
            row++;
        }
        List<Ended> before = seen.subList(0, seen.size() - row);
        double failed = before.stream().filter(Ended::failed).count();
        return row >= limits.failuresInARow()
                && (failed == 0 || before.size() * Math.pow(failed / before.size(), row) <= .001);
    }

    private void probed(long start, long now, Ending how, Ending said) {
        if (out.getFirst() + lease <= now) {
            lose();
            return;
        }
        out.remove(start);
        if (said == Ending.SUCCEEDED && now - start < nextLease / 4) {
            nextLease = Math.max(limits.openFor().toNanos(), nextLease / 2);
        }
        if (how == Ending.FAILED || how == Ending.THROTTLED) {
            open(now);
        } else if (how == Ending.SUCCEEDED) {
            limit *= 2;
            if (limit == 8) {
                become(Kind.CLOSED, now);
            }
        }
    }

    private void lose() {
        long end = out.getFirst() + lease;
        nextLease = Math.min(64 * limits.openFor().toNanos(), 2 * nextLease);
        open(end);
    }

    private void open(long at) {
        long wait = limits.openFor().toNanos() / (kind == Kind.CLOSED ? 3 : 6);
        become(Kind.OPEN, at);
        until = at + wait;
    }

    private void become(Kind next, long at) {
        kind = next;
        number++;
        since = at;
        lastSlice = 0;
        lease = nextLease;
        ended.clear();
        out.clear();
    }

    private boolean slow(long now) {
        long slice = limits.slowAfter().toNanos() / 8;
        long oldest = (now - since) / slice - 8;
        long hanging =
                out.stream().filter(start -> (start - since) / slice < oldest).count();
        return above(limits.slowRate(), now, hanging, Ended::slow);
    }

    private boolean above(double rate, long now, long more, Predicate<Ended> hit) {
        List<Ended> window = ended.stream()
                .filter(each -> each.slice() > windowSlice(now) - Window.SLICES)
                .toList();
        return exceeds(rate, window, more, hit) || exceeds(rate, last(62), more, hit);
    }

    private static boolean exceeds(double limit, List<Ended> calls, long more, Predicate<Ended> hit) {
        var rate = new Rate(calls.stream().filter(hit).count() + more, calls.size() + more);
        return rate.calls() >= 10 && rate.atLeast() > limit;
    }

    private List<Ended> last(int count) {
        return ended.subList(Math.max(0, ended.size() - count), ended.size());
    }

    private long windowSlice(long now) {
        return (now - since) / (limits.window().toNanos() / Window.SLICES);
    }
}
