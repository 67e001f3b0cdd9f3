package dev.afterwise;

import dev.afterwise.heal.Allowance;
import dev.afterwise.heal.Boost;
import dev.afterwise.heal.Boosts;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.record.Protection;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one run may do: which components it may call, and how much it may do about their failures, boosted or not. What it has
 * got of a boost, one for a minute or one that was adopted, is settled at its first call, and written down as its attribute {@value #BOOST}: the factor, or 0 where chance
 * left it without one that there was. Safe for use by many threads.
 */
final class RunBounds {
    static final String BOOST = "boost";

    private final Protection.Caller caller;
    private final Supplier<Policy> policies;
    private final Guards guards;
    private final Boosts boosts;
    private final Caps caps;
    private @Nullable Allowance allowance;
    private Boosts.@Nullable Share share;
    private boolean isStanding;
    private boolean counted;

    RunBounds(Protection.Caller caller, Supplier<Policy> policies, Guards guards, Boosts boosts, Caps caps) {
        this.caller = caller;
        this.policies = policies;
        this.guards = guards;
        this.boosts = boosts;
        this.caps = caps;
    }

    boolean admitsTo(String component) {
        return guards.admits(component, caller.profile());
    }

    /** What was adopted, as it holds for this run. */
    private Policy policy() {
        return caller.held().apply(policies.get());
    }

    /** How much may be done over all calls of the run. */
    synchronized Allowance allowance() {
        Boosts.Share its = share();
        if (allowance == null) {
            Caps bounds = its instanceof Boosts.Share.Boosted(var boost) ? boost.raise(caps) : caps;
            allowance = new Allowance(bounds, !guards.isShielded(caller.profile()), policy());
        }
        return allowance;
    }

    /** How often, and for how long, one call may be tried. */
    synchronized Tries tries(Protection.Terms terms) {
        int most = terms.attempts() == 0 ? caps.inARow() : terms.attempts();
        Tries tries = Tries.of(most, Tries.STANDARD.base(), Tries.STANDARD.cap());
        tries = terms.within() == null ? tries : tries.within(terms.within());
        return share() instanceof Boosts.Share.Boosted(var boost) ? boost.raise(tries) : tries;
    }

    /** On critical work nothing is tried out. */
    private Boosts.Share share() {
        if (share == null) {
            OptionalDouble adopted = policy().boost(caller.profile());
            isStanding = adopted.isPresent();
            share = isStanding
                    ? new Boosts.Share.Boosted(Boost.standing(caller.profile().task(), adopted.getAsDouble()))
                    : boosts.open(caller.profile().task(), !guards.isShielded(caller.profile()));
            switch (share) {
                case Boosts.Share.None none -> {}
                case Boosts.Share.Boosted(var boost) -> caller.attributes().accept(BOOST, boost.factor());
                case Boosts.Share.HeldOut heldOut -> caller.attributes().accept(BOOST, 0);
            }
        }
        return share;
    }

    /**
     * A call has ended of which an attempt had failed.
     *
     * @param most how many attempts there might have been
     */
    synchronized void ended(boolean recovered, int attempts, int most) {
        Boosts.Share its = share();
        if (isStanding) {
            return;
        }
        if (its instanceof Boosts.Share.None && attempts >= most && most > 1) {
            boosts.lastAttempt(caller.profile().task(), recovered);
        } else if (!counted) {
            counted = true;
            boosts.ended(its, recovered);
        }
    }
}
