package dev.afterwise.learn.recommend;

import dev.afterwise.Preference;
import java.util.Map;

/** What one logged execution was worth and cost, by a preference. One of which nobody knows counts what is usual for its arm, or for all. */
final class Pricing {
    private final Map<String, Spent> spent;
    private final Spent usual;
    private final Preference preference;

    Pricing(Map<String, Spent> spent, Preference preference) {
        this.spent = spent;
        this.usual = spent.values().stream().reduce(Spent.NOTHING, Spent::plus);
        this.preference = preference;
    }

    /** In chance of success. */
    double price(Logged its) {
        Spent arm = spent.getOrDefault(its.arm(), Spent.NOTHING);
        return preference.speed() * ratio(its.seconds(), arm.meanSeconds(), usual.meanSeconds())
                + preference.cost() * ratio(dollars(its), arm.meanDollars(), usual.meanDollars());
    }

    /** Not a number if nobody knows what the arm costs. */
    double dollars(Logged its) {
        return its.dollars() > 0
                ? its.dollars()
                : spent.getOrDefault(its.arm(), Spent.NOTHING).meanDollars();
    }

    double utility(Logged its) {
        return its.success() - price(its);
    }

    private static double ratio(double its, double arms, double usual) {
        double known = its >= 0 ? its : arms;
        return known >= 0 && usual > 0 ? known / usual : 1;
    }
}
