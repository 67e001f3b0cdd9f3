package dev.afterwise.learn.patterns;

import dev.afterwise.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How much work began in each hour of the day and on each day of the week, and how it ended: counted, not judged.
 *
 * @param hours from 0 to 23, those whose outcome is known
 * @param weekdays from Monday to Sunday
 */
public record Rhythm(List<Tally> hours, List<Tally> weekdays) {
    private static final int HOURS = 24;
    private static final int WEEKDAYS = 7;
    private static final int STRETCH = 3;

    public Rhythm {
        hours = List.copyOf(hours);
        weekdays = List.copyOf(weekdays);
    }

    static Rhythm of(Sample success) {
        long[] hours = new long[2 * HOURS];
        long[] weekdays = new long[2 * WEEKDAYS];
        for (int i = 0; i < success.size(); i++) {
            int worked = success.outcome(i) + success.mean() > .5 ? 1 : 0;
            hours[2 * success.calendar().hour(i)]++;
            hours[2 * success.calendar().hour(i) + 1] += worked;
            weekdays[2 * success.calendar().weekday(i)]++;
            weekdays[2 * success.calendar().weekday(i) + 1] += worked;
        }
        return new Rhythm(tallies(hours), tallies(weekdays));
    }

    private static List<Tally> tallies(long[] pairs) {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tallies.add(new Tally(pairs[i], pairs[i + 1]));
        }
        return tallies;
    }

    /** The three hours in a row in which most begins; the first of equals. */
    public NavigableSet<Integer> peak() {
        return stretch(1);
    }

    /** The three hours in a row in which least begins. */
    public NavigableSet<Integer> low() {
        return stretch(-1);
    }

    private NavigableSet<Integer> stretch(int sign) {
        NavigableSet<Integer> best = from(0);
        for (int hour = 1; hour < HOURS; hour++) {
            NavigableSet<Integer> here = from(hour);
            best = sign * (began(here) - began(best)) > 0 ? here : best;
        }
        return best;
    }

    private static NavigableSet<Integer> from(int first) {
        var hours = new TreeSet<Integer>();
        for (int i = 0; i < STRETCH; i++) {
            hours.add((first + i) % HOURS);
        }
        return hours;
    }

    /** How much began in these hours. */
    public long began(NavigableSet<Integer> some) {
        return some.stream().mapToLong(hour -> hours.get(hour).tried()).sum();
    }
}
