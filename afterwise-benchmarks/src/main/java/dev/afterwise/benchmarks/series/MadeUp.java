package dev.afterwise.benchmarks.series;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Series that are made up, of the kinds that people watch: counts with bursts, traffic at irregular times, prices by the hour,
 * temperatures, rides by the half hour, latencies. In each something happens one to four times. The same seed makes the same
 * series.
 */
public final class MadeUp {
    private static final long START = 1_420_070_400L;
    private static final long DAY = 86_400;
    private static final int MINUTES_5 = 300;
    private static final int HOUR = 3_600;

    private final SplittableRandom random;
    private final String name;
    private final int step;
    private double slow;
    private double quick;

    private MadeUp(String name, int step, long seed) {
        this.name = name;
        this.step = step;
        this.random = new SplittableRandom(31 * seed + name.hashCode());
    }

    /** What a kind of series is like. */
    private interface Shape {
        /** @param incident from 0 to 1 */
        double value(double hour, boolean isWeekend, double incident);
    }

    /** Fourteen of them. */
    public static List<Labelled> series(long seed) {
        var all = new ArrayList<Labelled>();
        for (int i = 0; i < 4; i++) {
            all.add(new MadeUp("counts/" + i, MINUTES_5, seed).counts());
        }
        all.add(new MadeUp("traffic/speed", MINUTES_5, seed).speed());
        all.add(new MadeUp("traffic/occupancy", MINUTES_5, seed).occupancy());
        all.add(new MadeUp("traffic/travel", MINUTES_5, seed).travel());
        all.add(new MadeUp("prices/spikes", HOUR, seed).prices(.6));
        all.add(new MadeUp("prices/levels", HOUR, seed).prices(1));
        all.add(new MadeUp("machines/office", HOUR, seed).office());
        all.add(new MadeUp("machines/motor", MINUTES_5, seed).motor());
        all.add(new MadeUp("machines/latency", MINUTES_5, seed).latency());
        all.add(new MadeUp("machines/load", MINUTES_5, seed).load());
        all.add(new MadeUp("people/rides", HOUR / 2, seed).rides());
        return all;
    }

    private Labelled made(int size, Incidents incidents, Shape shape) {
        var seconds = new long[size];
        var values = new double[size];
        long at = START;
        boolean isIrregular = name.startsWith("traffic");
        for (int i = 0; i < size; i++) {
            seconds[i] = at;
            values[i] = shape.value(at % DAY / 3_600.0, at / DAY % 7 < 2, incidents.at(i));
            at += isIrregular && random.nextInt(4) == 0 ? step * (1L + random.nextInt(4)) : step;
            at += isIrregular && random.nextInt(300) == 0 ? (long) HOUR * random.nextInt(20) : 0;
        }
        return new Labelled(name, seconds, values, incidents.windows());
    }

    private Incidents incidents(int size, int most, double left) {
        return new Incidents(random, size, 1 + random.nextInt(most), left);
    }

    private double noise() {
        return random.nextGaussian();
    }

    private double drift(double kept, double step) {
        slow = kept * slow + step * noise();
        return slow;
    }

    private static double wave(double hour, double top) {
        return Math.cos((hour - top) / 12 * Math.PI);
    }

    private static double bump(double hour, double top, double width) {
        return Math.exp(-(hour - top) * (hour - top) / (2 * width * width));
    }

    private static double rush(double hour, boolean isWeekend) {
        return isWeekend ? .2 * bump(hour, 14, 3) : bump(hour, 8, 1.2) + .8 * bump(hour, 17.5, 1.5);
    }

    private Labelled counts() {
        double mean = 2 * Math.pow(40, random.nextDouble());
        double spread = .3 + .4 * random.nextDouble();
        double top = 24 * random.nextDouble();
        return made(15_800, incidents(15_800, 4, .97), (hour, isWeekend, incident) -> {
            quick = random.nextInt(600) == 0 ? 3 * random.nextDouble() : .75 * quick;
            double expected = mean
                    * Math.exp(.6 * wave(hour, top) + drift(.995, .03) + spread * noise())
                    * (isWeekend ? .7 : 1)
                    * (1 + quick + 14 * incident);
            return Math.max(0, Math.rint(expected + Math.sqrt(expected) * noise()));
        });
    }

    private Labelled speed() {
        return made(
                2_200,
                incidents(2_200, 3, 1),
                (hour, isWeekend, incident) -> Math.max(
                        2,
                        Math.rint((70 - 18 * rush(hour, isWeekend)) * (1 - .9 * incident)
                                + 2.5 * drift(.9, .4)
                                + 3 * noise())));
    }

    private Labelled occupancy() {
        return made(2_400, incidents(2_400, 3, 1), (hour, isWeekend, incident) -> {
            double level = Math.max(0, 3 + 6 * rush(hour, isWeekend) + 2 * wave(hour, 14) + drift(.9, .4));
            return Math.rint(100 * level * (1 + 5 * incident) * Math.exp(.25 * noise())) / 100;
        });
    }

    private Labelled travel() {
        return made(2_100, incidents(2_100, 3, 1), (hour, isWeekend, incident) -> {
            double stray = random.nextInt(60) == 0 ? 400 * Math.pow(random.nextDouble(), 2) : 0;
            return Math.rint(200 + 150 * rush(hour, isWeekend) + 700 * incident + 40 * Math.abs(noise()) + stray);
        });
    }

    private Labelled prices(double left) {
        double daily = .1 + .4 * random.nextDouble();
        return made(1_600, incidents(1_600, 3, left), (hour, isWeekend, incident) -> {
            double stray = random.nextInt(150) == 0 ? 2 : 1;
            double more = left < 1 ? 1 + 6 * incident : 1 + incident;
            return Math.exp(daily * wave(hour, 15) + drift(.97, .05) + .15 * noise()) * stray * more;
        });
    }

    private Labelled office() {
        return made(7_200, incidents(7_200, 2, 1), (hour, isWeekend, incident) -> {
            quick = .8 * quick + .5 * noise();
            boolean isCooled = !isWeekend && hour > 8 && hour < 18;
            return 70 + drift(.99, .35) + .6 * quick - (isCooled ? 2.5 : 0) + 12 * incident;
        });
    }

    private Labelled motor() {
        return made(22_700, incidents(22_700, 3, .992), (hour, isWeekend, incident) -> {
            quick = .95 * quick + .6 * noise();
            return 90 + drift(.9995, .25) + quick + 2 * wave(hour, 12) - 60 * incident;
        });
    }

    private Labelled latency() {
        return made(4_032, incidents(4_032, 3, .85), (hour, isWeekend, incident) -> {
            double stray = random.nextInt(150) == 0 ? 8 * random.nextDouble() : 0;
            return 45 + 2 * noise() + stray + 50 * incident * (.5 + random.nextDouble());
        });
    }

    private Labelled load() {
        return made(9_000, incidents(9_000, 2, 1), (hour, isWeekend, incident) -> {
            quick = random.nextInt(30) == 0 ? 25 - quick : quick;
            double usual = (hour > 7 ? 45 : 25) + quick + 5 * noise();
            return Math.clamp(incident > 0 ? 88 + 4 * noise() : usual, 0, 100);
        });
    }

    private Labelled rides() {
        return made(10_300, incidents(10_300, 4, 1), (hour, isWeekend, incident) -> {
            double day = 15_000 + 7_000 * wave(hour, 17) + 4_000 * Math.sin((hour - 6) / 6 * Math.PI);
            double usual = day + (isWeekend ? 3_000 * wave(hour, 1) : 0);
            return Math.rint(Math.max(20, usual * (1 + drift(.95, .02)) * (1 - .6 * incident) + 300 * noise()));
        });
    }
}
