package dev.afterwise.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One policy in one scenario, with one world's chance: 80 requests a second from clients that don't wait for each other's. */
record Trial(Scenario scenario, Policy policy, int clients, long seed) {
    private static final double PER_SECOND = 80;
    private static final int SHARDS = 4;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Lets it all happen. */
    Score score() {
        var world = new World(scenario);
        Redirected.to(world.loop(), seed);
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(policy.client(world));
        }
        var tally = new Tally(scenario);
        for (Request request : requests()) {
            world.loop().at(request.at(), () -> {
                tally.arrived(request);
                all.get(request.client()).handle(request, good -> tally.ended(request, good));
            });
        }
        world.loop().runUntil(Scenario.END + 10 * SECOND);
        return tally.score(world.callsInFault());
    }

    private List<Request> requests() {
        var random = new SplittableRandom(seed);
        List<Request> requests = new ArrayList<>();
        double at = 0;
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / PER_SECOND * SECOND;
            if (at >= Scenario.END) {
                return requests;
            }
            requests.add(new Request(
                    seed, requests.size(), Math.round(at), random.nextInt(clients), random.nextInt(SHARDS)));
        }
    }
}
