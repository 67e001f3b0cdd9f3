package dev.afterwise.learn.change;

import java.util.Arrays;

/**
 * Where a series of numbers begins to behave in another way: at another level, along another line, or with another spread.
 * One smooth curve through all of it is no change.
 *
 * <p>Single odd numbers and what repeats itself are taken out first. Then the best ways to cut the series into stretches are found,
 * for each kind of stretch and each number of cuts, and the one is taken that says most with least: the likelihood of what is left,
 * as a first-order autoregression, against a price for each cut and each parameter (Zhang and Siegmund, "A modified Bayes information
 * criterion with applications to the analysis of comparative genomic hybridization data", Biometrics 63, 2007; with dependence as in
 * Cho and Fryzlewicz, "Multiple change point detection under serial dependence", 2021). So what wanders, as prices do, is
 * not taken for a staircase.
 */
public final class ChangePoints {
    private static final int MOST_CUTS = 15;
    private static final int LONGEST = 1_000;
    private static final int LEAST = 5;
    private static final double PRICE_OF_CUT = 2;
    /** A few odd numbers together look like a spread of their own. */
    private static final double PRICE_OF_SPREAD = 3;

    private static final int LEAST_SPREAD = 10;

    private ChangePoints() {}

    /** The first places of new stretches, ascending; none is 0. What is no finite number counts as missing. */
    public static int[] in(double... numbers) {
        int n = numbers.length;
        if (n < 2 * LEAST) {
            return new int[0];
        }
        double[] whole = Cleaned.of(numbers);
        int width = (n + LONGEST - 1) / LONGEST;
        double[] series = width == 1 ? whole : new Walk(whole).means(n / width);
        int[] best = best(series);
        if (width > 1) {
            var walk = new Walk(whole);
            for (int i = 0; i < best.length; i++) {
                int from = i == 0 ? 0 : best[i - 1];
                int until = i == best.length - 1 ? n : Walk.start(best[i + 1], n, series.length);
                int roughly = Walk.start(best[i], n, series.length);
                best[i] = walk.place(from, until, roughly, 2 * width, 1).at();
            }
        }
        return best;
    }

    private static int[] best(double... series) {
        double lowest = Double.POSITIVE_INFINITY;
        int[] best = {};
        for (Polyline.Kind kind : Polyline.Kind.values()) {
            var polyline = new Polyline(kind, series, Math.min(MOST_CUTS, series.length / 10), least(kind));
            for (int cuts = 0; cuts <= polyline.most(); cuts++) {
                int[] places = polyline.cuts(cuts);
                double price = price(kind, series.length, places) + misfit(kind, polyline.left(series, places), places);
                if (price < lowest) {
                    lowest = price;
                    best = places;
                }
            }
        }
        // What bends all along, as growth does, begins nothing anew.
        var curve = new Curve(series);
        for (int degree = 2; degree <= Curve.MOST; degree++) {
            double price = (degree + 1) * Math.log(series.length) + misfit(Polyline.Kind.LINE, curve.left(degree));
            if (price < lowest) {
                lowest = price;
                best = new int[0];
            }
        }
        return best;
    }

    private static int least(Polyline.Kind kind) {
        return kind == Polyline.Kind.SPREAD ? LEAST_SPREAD : LEAST;
    }

    /** What cuts and parameters cost, in twice the logarithm of a likelihood. */
    private static double price(Polyline.Kind kind, int n, int... places) {
        int parameters = kind == Polyline.Kind.LEVEL ? 1 : 2;
        double ofCut = kind == Polyline.Kind.SPREAD ? PRICE_OF_SPREAD : PRICE_OF_CUT;
        double price = parameters * Math.log(n) + ofCut * places.length * Math.log(n);
        for (int i = 0; i <= places.length; i++) {
            int from = i == 0 ? 0 : places[i - 1];
            int until = i == places.length ? n : places[i];
            price += i == 0 ? 0 : parameters * Math.log(until - from);
        }
        return price;
    }

    /** Minus twice the logarithm of the likelihood of what is left, as a first-order autoregression that begins anew in each stretch. */
    private static double misfit(Polyline.Kind kind, double[] left, int... places) {
        int n = left.length;
        double products = 0;
        double squares = 0;
        int part = 0;
        for (int i = 1; i < n; i++) {
            boolean isFirst = part < places.length && places[part] == i;
            part += isFirst ? 1 : 0;
            products += isFirst ? 0 : left[i] * left[i - 1];
            squares += isFirst ? 0 : left[i - 1] * left[i - 1];
        }
        double seen = squares <= 0 ? 0 : products / squares;
        double r = Math.clamp(seen + (1 + 3 * seen) / n * (places.length + 1), 0, .99);
        double all = Arrays.stream(left).map(each -> each * each).sum() / n;
        double floor = Math.max(1e-12, all * 1e-9);
        double misfit = 0;
        double rests = 0;
        for (int i = 0, from = 0; i <= places.length; i++) {
            int until = i == places.length ? n : places[i];
            double rest = (1 - r * r) * left[from] * left[from];
            for (int at = from + 1; at < until; at++) {
                double innovation = left[at] - r * left[at - 1];
                rest += innovation * innovation;
            }
            rests += rest;
            if (kind == Polyline.Kind.SPREAD) {
                misfit += (until - from) * Math.log(rest / (until - from) + floor);
            }
            from = until;
        }
        if (kind != Polyline.Kind.SPREAD) {
            misfit = n * Math.log(rests / n + floor);
        }
        return misfit - (places.length + 1) * Math.log(1 - r * r);
    }
}
