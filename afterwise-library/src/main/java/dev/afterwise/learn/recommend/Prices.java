package dev.afterwise.learn.recommend;

import dev.afterwise.Preference;
import java.util.Map;

/** What arms of a task cost in chance of success, by a preference. One of which nothing is known costs what is usual. */
final class Prices {
    private final Map<String, Spent> spent;
    private final Preference preference;
    private final Spent usual;

    Prices(Map<String, Spent> spent, Preference preference) {
        this.spent = spent;
        this.preference = preference;
        boolean isFree = preference.equals(Preference.RELIABILITY);
        this.usual = isFree ? Spent.NOTHING : spent.values().stream().reduce(Spent.NOTHING, Spent::plus);
    }

    double of(String arm) {
        if (preference.equals(Preference.RELIABILITY)) {
            return 0;
        }
        Spent its = spent.getOrDefault(arm, Spent.NOTHING);
        return preference.speed() * ratio(its.meanSeconds(), usual.meanSeconds())
                + preference.cost() * ratio(its.meanDollars(), usual.meanDollars());
    }

    private static double ratio(double its, double usual) {
        return its >= 0 && usual > 0 ? its / usual : 1;
    }
}
