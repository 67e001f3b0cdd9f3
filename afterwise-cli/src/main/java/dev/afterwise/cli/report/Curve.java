package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Markup.number;

/**
 * Paths over equally wide slots, in a box of 1000 by 1000 whose origin is at the top left. Values are places from 0, at the
 * bottom, to 1; where there is none, there is a gap, and never a zero.
 */
final class Curve {
    static final double BOX = 1_000;

    private Curve() {}

    /** A line from the middle of a slot to the middle of the next, interrupted by gaps. */
    static String line(double[] places) {
        var path = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            if (isThere(places, i)) {
                path.append(isThere(places, i - 1) ? 'L' : 'M').append(point(i, places[i], places.length));
            }
        }
        return path.toString();
    }

    /** A dot, as a line of no length with round ends, for each value between two gaps; for each at all if they are few. */
    static String dots(double[] places, int few) {
        var path = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            boolean isAlone = !isThere(places, i - 1) && !isThere(places, i + 1);
            if (isThere(places, i) && (isAlone || places.length <= few)) {
                path.append('M').append(point(i, places[i], places.length)).append("h0");
            }
        }
        return path.toString();
    }

    /** The area between two lines; a value between two gaps gets the width of half a slot. */
    static String band(double[] lows, double[] highs) {
        var path = new StringBuilder();
        int n = lows.length;
        for (int from = 0; from < n; from++) {
            if (!isThere(lows, from)) {
                continue;
            }
            int to = from;
            while (isThere(lows, to + 1)) {
                to++;
            }
            if (from == to) {
                double half = BOX / n / 4;
                path.append('M')
                        .append(at(x(from, n) - half, highs[from]))
                        .append('H')
                        .append(number(x(from, n) + half));
                path.append('V').append(number(y(lows[from]))).append('H').append(number(x(from, n) - half));
            } else {
                for (int i = from; i <= to; i++) {
                    path.append(i == from ? 'M' : 'L').append(point(i, highs[i], n));
                }
                for (int i = to; i >= from; i--) {
                    path.append('L').append(point(i, lows[i], n));
                }
            }
            path.append('Z');
            from = to;
        }
        return path.toString();
    }

    /** A bar from the bottom for each value above zero. */
    static String bars(double[] places) {
        var path = new StringBuilder();
        double width = BOX / places.length;
        for (int i = 0; i < places.length; i++) {
            if (isThere(places, i) && places[i] > 0) {
                path.append('M').append(number(i * width + width * .15)).append(" 1000V");
                path.append(number(y(places[i])))
                        .append('h')
                        .append(number(width * .7))
                        .append("V1000Z");
            }
        }
        return path.toString();
    }

    private static boolean isThere(double[] places, int i) {
        return i >= 0 && i < places.length && Double.isFinite(places[i]);
    }

    private static String point(int slot, double place, int slots) {
        return at(x(slot, slots), place);
    }

    private static String at(double x, double place) {
        return number(x) + " " + number(y(place));
    }

    private static double x(int slot, int slots) {
        return (slot + .5) / slots * BOX;
    }

    private static double y(double place) {
        return (1 - place) * BOX;
    }
}
