package dev.afterwise.learn.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Distribution;
import dev.afterwise.Evidence;
import dev.afterwise.FailureClass;
import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Outcomes;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Effect;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.segment.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final Lessons LESSONS = new Lessons(Sayings.NOW);
    private static final Transfers NONE = Transfers.of(new Scan.Builder().build(), List.of());

    private static Pattern pattern(Circumstance circumstance, double effect) {
        return new Pattern(
                "mail",
                effect < 0 ? PatternKind.FAILURE_CAUSE : PatternKind.SUCCESS_FACTOR,
                circumstance,
                new Effect(
                        Measured.SUCCESS,
                        new Effect.Part(50, .5 + effect),
                        new Effect.Part(50, .5),
                        effect,
                        new Interval(effect - .1, effect + .1)),
                .001,
                .95,
                List.of(),
                "It makes a difference \u001b[31m.");
    }

    private static Knowledge of(Circumstance circumstance, double effect) {
        return LESSONS.ofPatterns(List.of(pattern(circumstance, effect)), NONE).getFirst();
    }

    private static Circumstance above(double cut) {
        return new Circumstance.Above("files", cut, cut - 1, cut + 1);
    }

    @Test
    void aPatternIsTheSameItemWhereverItsCutMoves() {
        assertThat(of(above(7), -.3).id())
                .isEqualTo(of(above(8), -.2).id())
                .isNotEqualTo(of(above(7), .3).id());
        assertThat(of(above(7), -.3).scope().conditions()).containsExactly("files > 7");
        assertThat(of(above(7), -.3).kind()).isEqualTo(Kind.KNOWN_ISSUE);
        assertThat(of(above(7), .3).kind()).isEqualTo(Kind.PATTERN);
        assertThat(of(above(7), .3).statement()).isEqualTo("It makes a difference [31m.");
    }

    @Test
    void whoDoesTheWorkIsItsSubject() {
        Knowledge both = of(new Circumstance.Both(new Circumstance.Is("agent", "quick"), above(7)), -.3);
        assertThat(both.scope().subject()).hasToString("task=mail agent=quick");
        assertThat(both.scope().conditions()).containsExactly("files > 7");
    }

    @Test
    void whatWasOddOnceTeachesNothing() {
        Pattern one = pattern(above(7), -.3);
        var odd = new Pattern(
                "", PatternKind.ANOMALY, one.circumstance(), one.effect(), .001, .99, List.of(), "It was odd.");
        assertThat(LESSONS.ofPatterns(List.of(odd), NONE)).isEmpty();
    }

    private static Summary summary(String task, Map<String, Tally> recoveries) {
        return new Summary(
                Subject.task(task),
                Outcomes.NONE,
                Map.of(FailureClass.TIMEOUT, 4L),
                new TreeMap<>(recoveries),
                Distribution.empty(),
                Usage.NONE);
    }

    @Test
    void onlyWhatSurelyHelpsMoreOftenThanNotIsAdvised() {
        var recoveries =
                Map.of("retry", new Tally(40, 36), "clear_cache", new Tally(40, 22), "fall_back", new Tally(4, 4));
        assertThat(LESSONS.ofRecoveries(List.of(summary("mail", recoveries))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.statement())
                            .isEqualTo("When 'mail' fails, 'retry' helped in 90 % of 40 cases (77 % to 96 %).");
                    assertThat(it.kind()).isEqualTo(Kind.BEST_PRACTICE);
                });
    }

    @Test
    void amongManyStrategiesThatHelpEverySecondTimeHardlyAnyIsAdvised() {
        var random = new SplittableRandom(11);
        int looks = 0;
        for (int look = 0; look < 200; look++) {
            List<Summary> all = new ArrayList<>();
            for (int task = 0; task < 30; task++) {
                long worked =
                        IntStream.range(0, 40).filter(i -> random.nextBoolean()).count();
                all.add(summary("task" + task, Map.of("retry", new Tally(40, worked))));
            }
            looks += LESSONS.ofRecoveries(all).isEmpty() ? 0 : 1;
        }
        assertThat(looks).isLessThanOrEqualTo(12);
    }

    @Test
    void whatWasMeasuredToTheEndTeaches() {
        var change = new Change.RetryUpTo(Subject.step("mail", "fetch"), 3);
        var evidence = new Evidence(200, Measure.SUCCESS_RATE, .1, .05, .15, .01, List.of());
        var proposed = Recommendation.propose(change, "It pays.", evidence);
        var measured =
                proposed.with(new Measurement(Sayings.NOW, Sayings.NOW, "", evidence, "10 points more (5 to 15)."));
        assertThat(LESSONS.ofRecommendations(List.of(proposed, proposed.with(Status.KEPT), measured)))
                .isEmpty();
        assertThat(LESSONS.ofRecommendations(List.of(measured.with(Status.KEPT))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(Kind.BEST_PRACTICE);
                    assertThat(it.statement())
                            .isEqualTo("What was expected: It pays. What was measured: 10 points more (5 to 15).");
                    assertThat(it.scope().subject()).isEqualTo(change.subject());
                });
        assertThat(LESSONS.ofRecommendations(List.of(measured.with(Status.EXPIRED))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(Kind.KNOWN_ISSUE);
                    assertThat(it.scope().category()).isEqualTo("did_not_help");
                });
    }
}
