package dev.afterwise.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places for attempts that are made at once, and the resources that there are for them.
 *
 * <p>Who waits stands in line: by priority, then by urgency, then by when they came. Whenever somebody comes or goes, the line is
 * gone through from its head: who finds all it needs goes in; who doesn't holds what it lacks, so that nobody behind it takes
 * any of that. So nobody is passed over for ever, and a step that waits for a resource doesn't hold up those that need none.
 *
 * <p>Safe for use by many threads.
 */
final class Room {
    /** So much of something. Guarded by the line's lock. */
    private static final class Stock {
        private final int all;
        private int free;

        Stock(int all) {
            this.all = all;
            this.free = all;
        }
    }

    /** All who wait for places that they share. */
    private static final class Line {
        private static final Comparator<Ticket> ORDER = Comparator.comparingInt(Ticket::priority)
                .thenComparingDouble(Ticket::urgency)
                .reversed()
                .thenComparingLong(Ticket::number);

        private final ReentrantLock lock = new ReentrantLock();
        private final NavigableSet<Ticket> waiting = new TreeSet<>(ORDER);
        private final Stock places;
        private long last;

        Line(int places) {
            this.places = new Stock(places);
        }

        /** Who needs a place finds none once somebody before it holds them: then nobody behind need be asked. */
        void admit() {
            Set<Stock> held = new HashSet<>();
            var in = new ArrayList<Ticket>();
            for (Ticket ticket : waiting) {
                if (places.free == 0 || held.contains(places)) {
                    break;
                }
                if (ticket.fits(held)) {
                    ticket.take();
                    in.add(ticket);
                }
            }
            in.forEach(waiting::remove);
            in.forEach(ticket -> ticket.granted.countDown());
        }
    }

    /** Somebody who waits for a place, or has one. It must be closed. */
    final class Ticket implements AutoCloseable {
        private final String step;
        private final int priority;
        private final long number;
        private final Map<Stock, Integer> needs;
        private final CountDownLatch granted = new CountDownLatch(1);
        private double urgency;
        private boolean isIn;
        private boolean isClosed;

        private Ticket(String step, int priority, long number, Map<Stock, Integer> needs) {
            this.step = step;
            this.priority = priority;
            this.number = number;
            this.needs = needs;
            this.urgency = order.urgency(step);
        }

        int priority() {
            return priority;
        }

        double urgency() {
            return urgency;
        }

        long number() {
            return number;
        }

        /** Returns once there is a place. */
        void await() throws InterruptedException {
            granted.await();
        }

        private void urge() {
            urgency = order.urgency(step);
        }

        private boolean fits(Set<Stock> held) {
            boolean fits = true;
            for (Map.Entry<Stock, Integer> need : needs.entrySet()) {
                boolean lacks = need.getKey().free < need.getValue();
                fits &= !lacks && !held.contains(need.getKey());
                if (lacks) {
                    held.add(need.getKey());
                }
            }
            return fits;
        }

        private void take() {
            isIn = true;
            needs.forEach((stock, amount) -> stock.free -= amount);
        }

        /**
         * Gives back what it has, or leaves the line, without anybody being admitted yet: so whoever comes because of this stands
         * in line first. {@link Room#admit} must follow.
         */
        void giveBack() {
            line.lock.lock();
            try {
                if (isClosed) {
                    return;
                }
                isClosed = true;
                if (isIn) {
                    needs.forEach((stock, amount) -> stock.free += amount);
                } else {
                    line.waiting.remove(this);
                }
            } finally {
                line.lock.unlock();
            }
        }

        /** Gives back what it has, or leaves the line; who fits now goes in. */
        @Override
        public void close() {
            giveBack();
            admit();
        }
    }

    private final Line line;
    private final Plan plan;
    private final Map<String, Stock> resources = new HashMap<>();
    private volatile Order order;

    private Room(Line line, Plan plan, Order order) {
        this.line = line;
        this.plan = plan;
        this.order = order;
    }

    /** A room with so many places, and the plan's resources. */
    static Room of(Plan plan, int places, Order order) {
        return new Room(new Line(places), plan, order);
    }

    /** The same places, for the steps of another plan with resources of its own. */
    Room shared(Plan other, Order itsOrder) {
        return new Room(line, other, itsOrder);
    }

    /** As many places of its own, for the steps of another plan. */
    Room apart(Plan other, Order itsOrder) {
        return of(other, line.places.all, itsOrder);
    }

    /** Stands in line, without anybody being admitted yet: so whoever comes at the same moment is put in order first. */
    Ticket queue(PlanStep step, String known) {
        line.lock.lock();
        try {
            var needs = new HashMap<Stock, Integer>();
            needs.put(line.places, step.parallel() ? 1 : line.places.all);
            step.uses()
                    .forEach((resource, amount) -> needs.put(
                            resources.computeIfAbsent(resource, name -> new Stock(plan.capacity(name))), amount));
            var ticket = new Ticket(known, step.priority(), ++line.last, needs);
            line.waiting.add(ticket);
            return ticket;
        } finally {
            line.lock.unlock();
        }
    }

    /** Lets in whoever fits. */
    void admit() {
        line.lock.lock();
        try {
            line.admit();
        } finally {
            line.lock.unlock();
        }
    }

    /** Puts the line into another order. */
    void reorder(Order other) {
        line.lock.lock();
        try {
            order = other;
            List<Ticket> all = List.copyOf(line.waiting);
            line.waiting.clear();
            for (Ticket ticket : all) {
                ticket.urge();
            }
            line.waiting.addAll(all);
        } finally {
            line.lock.unlock();
        }
    }

    /** Who waits, head first: for tests. */
    List<String> waiting() {
        line.lock.lock();
        try {
            return line.waiting.stream().map(ticket -> ticket.step).toList();
        } finally {
            line.lock.unlock();
        }
    }
}
