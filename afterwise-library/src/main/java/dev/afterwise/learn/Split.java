package dev.afterwise.learn;

import dev.afterwise.Change;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.learn.stats.Medians;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to let a number choose between two alternatives.
 *
 * @param upTo the runs in which the number was not above
 * @param beyond the others
 * @param agent which is to be taken above
 * @param otherwise which is to be taken up to it
 */
record Split(String attribute, double above, Side upTo, Side beyond, String agent, String otherwise) {
    /** How likely each side looks so clearly better off with its own alternative, where one of them isn't. */
    double pValue(Demands demands) {
        double here = upTo.pValueOfBetter(otherwise, agent, demands);
        return here >= 1 ? 1 : Math.max(here, beyond.pValueOfBetter(agent, otherwise, demands));
    }

    Change change(Subject subject) {
        return new Change.SetThreshold(subject, attribute, above, agent, otherwise);
    }

    /** What it brings compared with always taking one alternative; null if that is not worth it. */
    @Nullable
    Gain gainOver(String always, Demands demands) {
        var exchanges = new ArrayList<Gain.Exchange>();
        double all = (double) upTo.size() + beyond.size();
        if (!always.equals(otherwise)) {
            exchanges.add(new Gain.Exchange(upTo.size() / all, upTo, otherwise, always));
        }
        if (!always.equals(agent)) {
            exchanges.add(new Gain.Exchange(beyond.size() / all, beyond, agent, always));
        }
        boolean known = exchanges.stream().allMatch(each -> each.side().knows(each.one(), always, demands));
        return known ? Gain.of(exchanges, seconds(always), demands) : null;
    }

    private double seconds(String always) {
        double all = (double) upTo.size() + beyond.size();
        double sum = 0;
        for (Side side : List.of(upTo, beyond)) {
            sum += side.took(always).count() == 0
                    ? 0
                    : side.size() / all * Medians.seconds(side.took(always).quantile(.5));
        }
        return sum;
    }

    String because(String best, Gain gain, Demands demands) {
        return "Up to %s %s, %s; above it, %s. Compared with always taking '%s', choosing by it %s."
                .formatted(
                        attribute,
                        Value.of(above),
                        upTo.compared(otherwise, agent, demands),
                        beyond.compared(agent, otherwise, demands),
                        best,
                        gain.words());
    }
}
