package dev.afterwise.benchmarks.faults;

/** No protection: one attempt. */
final class Bare implements Policy {
    @Override
    public String name() {
        return "one attempt, no protection";
    }

    @Override
    public Client client(World world) {
        return (request, done) -> {
            var _ = world.call(request, 1).whenComplete((reply, thrown) -> done.accept(thrown == null));
        };
    }
}
