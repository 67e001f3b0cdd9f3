package dev.afterwise.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong, and when. All last for 240 s; the fault begins after 60 s.
 *
 * @param phases one after the other from 60 s on
 * @param named what clients can tell apart
 */
record Scenario(String name, String about, List<Phase> phases, Named named) {
    static final long BEGIN = Duration.ofMinutes(1).toNanos();
    static final long END = Duration.ofMinutes(4).toNanos();

    private static final Fault NONE = new Fault.None();

    /** A fault for a while. */
    record Phase(Fault fault, int seconds) {}

    /** What clients can tell apart. */
    enum Named {
        AS_ONE,
        BY_SHARD
    }

    static final List<Scenario> ALL = List.of(
            one("outage", "connections refused for 30 s", new Phase(new Fault.Down(), 30)),
            one(
                    "shard",
                    "one shard of four refuses for 30 s; all have one name",
                    new Phase(new Fault.ShardDown(2), 30)),
            new Scenario(
                    "shard, named",
                    "the same, but each shard has a name of its own",
                    List.of(new Phase(new Fault.ShardDown(2), 30)),
                    Named.BY_SHARD),
            one("overload", "30 % of the capacity for 30 s", new Phase(new Fault.Slowed(.3), 30)),
            new Scenario("flapping", "down 5 s, up 5 s, six times", flapping(5, 5, 6), Named.AS_ONE),
            one(
                    "spikes",
                    "one reply in five comes 3 s late, for 30 s",
                    new Phase(new Fault.Delayed(.2, Duration.ofSeconds(3)), 30)),
            one(
                    "drift",
                    "15 s each: 30 % of calls reset, 30 % of requests invalid, limited to 50/s, 30 % deadlocks",
                    new Phase(new Fault.SomeFail(.3, Mishap.RESET), 15),
                    new Phase(new Fault.SomeInvalid(.3), 15),
                    new Phase(new Fault.Limited(50), 15),
                    new Phase(new Fault.SomeFail(.3, Mishap.DEADLOCK), 15)));

    /** The same kinds with other numbers: not looked at while guards were improved with the first. */
    static final List<Scenario> OTHERS = List.of(
            one("outage", "connections refused for 12 s", new Phase(new Fault.Down(), 12)),
            one(
                    "shard",
                    "one shard of four refuses for 60 s; all have one name",
                    new Phase(new Fault.ShardDown(0), 60)),
            one("overload", "60 % of the capacity for 45 s", new Phase(new Fault.Slowed(.6), 45)),
            new Scenario("flapping", "down 2 s, up 8 s, nine times", flapping(2, 8, 9), Named.AS_ONE),
            one(
                    "spikes",
                    "two replies in five come 3 s late, for 30 s",
                    new Phase(new Fault.Delayed(.4, Duration.ofSeconds(3)), 30)),
            one(
                    "drift",
                    "20 s each: limited to 70/s, 50 % of calls reset, 10 % deadlocks, 60 % of requests invalid",
                    new Phase(new Fault.Limited(70), 20),
                    new Phase(new Fault.SomeFail(.5, Mishap.RESET), 20),
                    new Phase(new Fault.SomeFail(.1, Mishap.DEADLOCK), 20),
                    new Phase(new Fault.SomeInvalid(.6), 20)));

    private static Scenario one(String name, String about, Phase... phases) {
        return new Scenario(name, about, List.of(phases), Named.AS_ONE);
    }

    private static List<Phase> flapping(int down, int up, int times) {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            phases.add(new Phase(new Fault.Down(), down));
            phases.add(new Phase(NONE, up));
        }
        return phases.subList(0, phases.size() - 1);
    }

    long faultEnd() {
        return BEGIN
                + Duration.ofSeconds(phases.stream().mapToInt(Phase::seconds).sum())
                        .toNanos();
    }

    boolean isInFault(long moment) {
        return moment >= BEGIN && moment < faultEnd();
    }

    Fault fault(long moment) {
        if (!isInFault(moment)) {
            return NONE;
        }
        long end = BEGIN;
        for (Phase phase : phases) {
            end += Duration.ofSeconds(phase.seconds()).toNanos();
            if (moment < end) {
                return phase.fault();
            }
        }
        return NONE;
    }
}
