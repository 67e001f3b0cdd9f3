package dev.afterwise.learn.durations;

import java.util.List;

/**
 * How long pieces of one kind take: as long as those that are most like them took. What makes them alike is what would have
 * predicted each earlier run best from the others, and the interval is as wide as it would have had to be there.
 */
final class KindModel {
    private final Neighbours seen;
    private final Way way;
    private final double wider;

    private KindModel(Neighbours seen, Way way, double wider) {
        this.seen = seen;
        this.way = way;
        this.wider = wider;
    }

    /** @param runs the pieces of this kind in each run in which there were any; not empty */
    static KindModel of(List<Seen> runs) {
        if (runs.size() == 1) {
            return new KindModel(new Neighbours(runs), Way.BY_SIZE, 0);
        }
        var trial = new Trial(runs);
        Way best = trial.best();
        return new KindModel(new Neighbours(runs), best, trial.wider(best));
    }

    /** By which pieces of a run are estimated, by one thread. */
    Neighbours.Search search() {
        return seen.by(way);
    }

    Estimate estimate(Neighbours.Search search, double[] traits) {
        double[] logs = search.quantiles(traits, .1, .5, .9);
        return new Estimate(
                Math.exp(logs[1]),
                Math.exp(Math.min(logs[1], logs[0] - wider)),
                Math.exp(Math.max(logs[1], logs[2] + wider)),
                search.size());
    }
}
