package dev.afterwise.plan;

import dev.afterwise.Recovery;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What may be done about a step's failures without asking a person. It bounds what the plan says as well as what was learned.
 *
 * @param ways that may be taken
 */
public record Healing(Set<Way> ways) {
    /** Whatever is known to help; what holds if nothing is said. */
    public static final Healing ALL = new Healing(EnumSet.allOf(Way.class));

    /** Nothing: the first failure is the last. */
    public static final Healing OFF = new Healing(Set.of());

    /** One thing that can be done about a failure. */
    public enum Way {
        /** Make the attempt again. */
        RETRY,
        /** Do it in another way. */
        FALLBACK,
        /** Make a missing folder. */
        CREATE_PATH,
        /** Go on without the step. */
        SKIP;

        /** As it is written in a plan. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Healing {
        ways = Collections.unmodifiableSortedSet(new TreeSet<>(ways));
    }

    /** These ways only. */
    public static Healing only(Way... ways) {
        return new Healing(Set.copyOf(List.of(ways)));
    }

    /** Whether that may be done. Giving up and asking a person always may. */
    public boolean allows(Recovery recovery) {
        return switch (recovery) {
            case Recovery.GiveUp ignored -> true;
            case Recovery.Escalate ignored -> true;
            case Recovery.FallBack ignored -> ways.contains(Way.FALLBACK);
            case Recovery.CreatePath ignored -> ways.contains(Way.CREATE_PATH);
            case Recovery.Skip ignored -> ways.contains(Way.SKIP);
            default -> ways.contains(Way.RETRY);
        };
    }

    /** As it is written in a plan. */
    @Override
    public String toString() {
        return ways.isEmpty()
                ? "off"
                : String.join(
                        ", ",
                        Stream.of(Way.values())
                                .filter(ways::contains)
                                .map(Way::word)
                                .toList());
    }
}
