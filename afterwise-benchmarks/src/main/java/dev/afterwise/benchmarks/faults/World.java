package dev.afterwise.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * A component with one queue, and the network to it: first in, first out, 100 calls a second when it is well. A client waits for
 * one second; the component doesn't know when it has given up, and serves what was abandoned, too. The queue has room for 2,000.
 */
public final class World {
    private static final long TIMEOUT = Duration.ofSeconds(1).toNanos();
    private static final long ROUND_TRIP = Duration.ofMillis(2).toNanos();
    private static final int ROOM = 2_000;

    /** A call that waits to be served. */
    private record Waiting(Request request, int attempt, CompletableFuture<String> reply) {}

    private final EventLoop loop = new EventLoop();
    private final Scenario scenario;
    private final boolean sharded;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Tokens admitted = new Tokens();
    private boolean serving;
    private long calls;

    World(Scenario scenario) {
        this.scenario = scenario;
        this.sharded = scenario.named() == Scenario.Named.BY_SHARD;
    }

    public EventLoop loop() {
        return loop;
    }

    /** What clients call the thing that the request goes to, as far as they can tell things apart. */
    public String component(Request request) {
        return sharded ? "service/" + request.shard() : "service";
    }

    /** Makes a call. The reply comes later, in virtual time. */
    public CompletableFuture<String> call(Request request, int attempt) {
        long now = loop.elapsed();
        calls += scenario.isInFault(now) ? 1 : 0;
        var reply = new CompletableFuture<String>();
        loop.at(now + TIMEOUT, () -> reply.completeExceptionally(Mishap.TIMED_OUT.exception()));
        switch (scenario.fault(now).onArrival(request, attempt, now, admitted)) {
            case Fault.Fails(Mishap how) -> fail(reply, how);
            case Fault.Passes passes -> {
                if (queue.size() >= ROOM) {
                    fail(reply, Mishap.QUEUE_FULL);
                } else {
                    queue.add(new Waiting(request, attempt, reply));
                    serve();
                }
            }
        }
        return reply;
    }

    /** The calls that arrived while the fault lasted. */
    long callsInFault() {
        return calls;
    }

    private void fail(CompletableFuture<String> reply, Mishap how) {
        loop.at(loop.elapsed() + ROUND_TRIP, () -> reply.completeExceptionally(how.exception()));
    }

    private void serve() {
        if (serving || queue.isEmpty()) {
            return;
        }
        serving = true;
        Waiting next = queue.remove();
        long now = loop.elapsed();
        Fault fault = scenario.fault(now);
        long end = now + fault.serviceNanos(next.request().work(next.attempt()));
        loop.at(end, () -> {
            long late = fault.delayNanos(next.request(), next.attempt());
            loop.at(end + ROUND_TRIP + late, () -> next.reply().complete("done"));
            serving = false;
            serve();
        });
    }
}
