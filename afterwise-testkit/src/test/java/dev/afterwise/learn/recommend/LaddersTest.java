package dev.afterwise.learn.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LaddersTest {
    private static final double DEAR = 1;

    private final RandomGenerator random = Seeded.random();
    private final List<Logged> log = new ArrayList<>();

    private boolean did(String arm, int piece, double success, double dollars) {
        boolean worked = random.nextDouble() < success;
        log.add(new Logged(arm, List.of(), "piece " + piece, Double.NaN, worked, 1, dollars));
        return worked;
    }

    private Optional<Climb> best(Preference preference) {
        Map<String, Spent> spent = new HashMap<>();
        log.forEach(each -> spent.merge(each.arm(), Spent.NOTHING.and(each.seconds(), each.dollars()), Spent::plus));
        return new Ladders(Dimension.MODEL, log, new Pricing(spent, preference)).best();
    }

    /** The cheap one does four of five of the easy half and none of the rest; the dear one nine of ten of everything, at ten times the cost. */
    private void addCheapAndDear(int pieces) {
        for (int piece = 0; piece < pieces; piece++) {
            did("cheap", piece, random.nextBoolean() ? .8 : 0, .1);
            did("dear", piece, .9, DEAR);
        }
    }

    @Test
    void climbsFromTheCheapToTheDearWhereThatSurelyBeatsBoth() {
        addCheapAndDear(600);
        Climb best = best(new Preference(0, .2)).orElseThrow();
        assertThat(best.ladder()).isEqualTo(new Ladder(Dimension.MODEL, "cheap", "dear"));
        assertThat(best.isSure()).isTrue();
        assertThat(best.compared()).isEqualTo(2);
        assertThat(best.success().value()).isCloseTo(.4 + .6 * .9, within(.04));
        assertThat(best.success().interval().contains(.94)).isTrue();
        assertThat(Objects.requireNonNull(best.dollars()).value()).isCloseTo(.1 + .6 * DEAR, within(.05));
        assertThat(best.because()).contains("'cheap' first, and 'dear' where it fails", "on 600 pieces of work");
    }

    @Test
    void learnsFromALogInWhichTheDearOneMostlyFollowedFailures() {
        for (int piece = 0; piece < 1_500; piece++) {
            boolean isDone = did("cheap", piece, .5, .1);
            if (!isDone || random.nextInt(5) == 0) {
                did("dear", piece, .9, DEAR);
            }
        }
        Climb best = best(new Preference(0, .2)).orElseThrow();
        assertThat(best.success().value()).isCloseTo(.95, within(.03));
        assertThat(best.followed()).isEqualTo(best.failed());
        assertThat(best.isSure()).isTrue();
    }

    @Test
    void takesAnUnknownArmForOneThatNeverFails() {
        for (int piece = 0; piece < 400; piece++) {
            if (!did("cheap", piece, .5, .9)) {
                did("dear", piece, .9, DEAR);
            }
        }
        Climb best = best(Preference.RELIABILITY).orElseThrow();
        assertThat(best.gain().value()).isCloseTo(0, within(1e-9));
        assertThat(best.isSure()).isFalse();
    }

    @Test
    void isSilentWhereTheSecondOneFailsWhereTheFirstOneDoes() {
        for (int piece = 0; piece < 400; piece++) {
            double success = random.nextInt(3) > 0 ? 1 : 0;
            did("one", piece, success, .5);
            did("other", piece, success, .5);
        }
        assertThat(best(Preference.RELIABILITY).orElseThrow().isSure()).isFalse();
        assertThat(best(Preference.BALANCED).orElseThrow().isSure()).isFalse();
    }

    @Test
    void isSilentInNineteenOfTwentyWhereAnotherTryIsWorthWhatItCosts() {
        int alarms = 0;
        for (int world = 0; world < 100; world++) {
            log.clear();
            for (int piece = 0; piece < 150; piece++) {
                did("one", piece, .5, 1);
                did("other", piece, .5, 1);
                did("third", piece, .5, 1);
            }
            // A second try succeeds in a fourth of all cases and is needed in half of them.
            alarms += best(new Preference(0, .5)).orElseThrow().isSure() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(9);
    }

    @Test
    void saysNothingWithoutPiecesOfWorkThatSeveralDid() {
        for (int piece = 0; piece < 200; piece++) {
            did(piece % 2 == 0 ? "one" : "other", piece, .5, 1);
        }
        assertThat(best(Preference.RELIABILITY)).isEmpty();
    }

    @Test
    void aLadderLeadsSomewhereElse() {
        assertThatThrownBy(() -> new Ladder(Dimension.MODEL, "one", "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must lead to another model");
    }
}
