package dev.afterwise.learn;

import dev.afterwise.Change;
import dev.afterwise.Distribution;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.learn.stats.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a threshold that chooses between two alternatives of a step should be moved.
 *
 * <p>Who is chosen depends on the number then, and so may the outcome: over the whole range, alternatives can't be compared.
 * Within the band between the old and a new place of the threshold they can, for there the threshold names one of them for
 * all runs, and whether it is passed over depends on chance alone; and the band is all that a move would change. Where a
 * threshold is never passed over, nothing can be said.
 *
 * <p>The test is that of one side in {@link ThresholdStudy}: within the band the alternative that the threshold does not name
 * must be better, by success or else by duration. Its p-value is multiplied by the number of bands looked at. The effect is
 * what the move brings over the threshold as it is.
 */
final class ThresholdShift {
    /** What is between the threshold and where it might be: runs in which it names one, and the other may be better. */
    private record Band(double to, Side side, String better, String now) {}

    private final Subject subject;
    private final Demands demands;
    private final Routing routing;
    private final List<Visit> visits;
    private final List<String> agents;

    /** @param routing that of the newest visit */
    ThresholdShift(Subject subject, List<Visit> visits, Routing routing, Demands demands) {
        this.subject = subject;
        this.demands = demands;
        this.routing = routing;
        this.visits = visits.stream()
                .filter(Visit::isChoice)
                .filter(visit -> routing.equals(visit.routing()))
                .filter(visit -> visit.numbers().containsKey(routing.attribute()))
                .toList();
        this.agents = this.visits.stream().map(Draws::agent).distinct().sorted().toList();
    }

    List<Finding> findings() {
        List<Band> bands = bands();
        return bands.stream()
                .map(band -> Map.entry(band, band.side.pValueOfBetter(band.better, band.now, demands)))
                .min(Map.Entry.comparingByValue())
                .map(best -> new Finding(Math.min(1, bands.size() * best.getValue()), worth(best.getKey())))
                .stream()
                .toList();
    }

    private List<Band> bands() {
        String above = named(visits.stream().filter(this::isAbove));
        String upTo = named(visits.stream().filter(visit -> !isAbove(visit)));
        var bands = new ArrayList<Band>();
        if (agents.size() != 2 || above.equals(upTo)) {
            return bands;
        }
        double from = routing.above();
        for (double to : Cuts.of(ThresholdStudy.numbers(visits, routing.attribute()))) {
            var side = new Side(visits.stream()
                    .filter(visit -> number(visit) > Math.min(from, to) && number(visit) <= Math.max(from, to))
                    .toList());
            if (side.knows(above, upTo, demands)) {
                bands.add(to > from ? new Band(to, side, upTo, above) : new Band(to, side, above, upTo));
            }
        }
        return bands;
    }

    private double number(Visit visit) {
        return visit.number(routing.attribute());
    }

    private boolean isAbove(Visit visit) {
        return number(visit) > routing.above();
    }

    /** Which of the two the threshold names on a side: the one that is taken more often there. */
    private String named(Stream<Visit> side) {
        List<String> taken = side.map(Draws::agent).toList();
        return agents.stream()
                .filter(agent -> 2 * taken.stream().filter(agent::equals).count() > taken.size())
                .findFirst()
                .orElse("");
    }

    private @Nullable Recommendation worth(Band band) {
        double share = (double) band.side.size() / visits.size();
        var exchange = new Gain.Exchange(share, band.side, band.better, band.now);
        Gain gain = Gain.of(List.of(exchange), seconds(), demands);
        if (gain == null) {
            return null;
        }
        boolean raised = band.to > routing.above();
        var change = new Change.SetThreshold(
                subject,
                routing.attribute(),
                band.to,
                raised ? band.now : band.better,
                raised ? band.better : band.now);
        String because =
                "With %s above %s and up to %s, where the threshold takes '%s' but for trials, %s. Moving it to %s %s."
                        .formatted(
                                routing.attribute(),
                                Value.of(Math.min(band.to, routing.above())),
                                Value.of(Math.max(band.to, routing.above())),
                                band.now,
                                band.side.compared(band.better, band.now, demands),
                                Value.of(band.to),
                                gain.words());
        List<Visit> telling = visits.stream()
                .filter(visit -> isAbove(visit) != number(visit) > band.to)
                .filter(visit -> Draws.agent(visit).equals(band.now))
                .toList();
        return Recommendation.propose(change, because, gain.evidence(band.side.size(), Visit.examples(telling)));
    }

    /** What a run takes now, typically. */
    private double seconds() {
        Distribution took = Distribution.of(Visit.successes(visits.stream().map(Visit::first)));
        return took.count() == 0 ? 0 : Medians.seconds(took.quantile(.5));
    }
}
