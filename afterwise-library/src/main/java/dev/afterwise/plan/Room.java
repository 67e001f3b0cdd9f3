package dev.afterwise.plan;

import java.util.concurrent.Semaphore;

/** The places for attempts that are made at once. First come, first served; a step that must be alone waits for all of them. */
final class Room {
    private final int places;
    private final Semaphore free;

    Room(int places) {
        this.places = places;
        this.free = new Semaphore(places, true);
    }

    /** What is done in a place. */
    interface Inside<T> {
        T make() throws InterruptedException;
    }

    <T> T in(PlanStep step, Inside<T> inside) throws InterruptedException {
        int taken = step.parallel() ? 1 : places;
        free.acquire(taken);
        try {
            return inside.make();
        } finally {
            free.release(taken);
        }
    }
}
