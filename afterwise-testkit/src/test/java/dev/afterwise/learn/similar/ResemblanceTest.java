package dev.afterwise.learn.similar;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Severity;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ResemblanceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Failure TIMEOUT =
            Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "timeout", "no answer");

    private interface Rate {
        double of(String team, int files, String step);
    }

    private static List<Like> some(RandomGenerator random, int count, Rate rate) {
        List<Like> alike = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String team = "team-" + random.nextInt(4);
            int files = random.nextInt(20);
            String step = random.nextBoolean() ? "check" : "skip";
            AnExecution each = anExecution()
                    .of("fix")
                    .by("agent-" + random.nextInt(3))
                    .with("team", team)
                    .with("files", files)
                    .startedAt(START.plusSeconds(i))
                    .took(Duration.ofMillis(1_000 + random.nextInt(1_000)));
            boolean isGood = random.nextDouble() < rate.of(team, files, step);
            alike.add(new Like(1, (isGood ? each : each.failedWith(TIMEOUT)).headline(), List.of("read", step)));
        }
        return alike;
    }

    private static Summary sum(List<Like> alike) {
        var builder = new Summary.Builder(Subject.EVERYTHING);
        alike.stream().map(Like::headline).forEach(builder::add);
        return builder.build();
    }

    @Test
    void findsWhatSucceedsMoreOftenAndWhatLess() {
        var random = new SplittableRandom(3);
        var alike = some(random, 300, (team, files, step) -> step.equals("check") ? .9 : .5);
        var it = Resemblance.of(alike, sum(alike));
        assertThat(it.practices()).extracting(Factor::condition).containsExactly("step check");
        assertThat(it.practices().getFirst().interval().contains(.4)).isTrue();
        assertThat(it.risks()).extracting(Factor::condition).containsExactly("step skip");
        var byNumber = some(random, 300, (team, files, step) -> files > 10 ? .4 : .9);
        assertThat(Resemblance.of(byNumber, sum(byNumber)).risks().getFirst().condition())
                .startsWith("files>");
    }

    @Test
    void staysSilentWhereNothingMatters() {
        var random = new SplittableRandom(5);
        int loud = 0;
        for (int i = 0; i < 200; i++) {
            var alike = some(random, 60, (team, files, step) -> .7);
            loud += Resemblance.of(alike, sum(alike)).factors().isEmpty() ? 0 : 1;
        }
        // One in twenty is stated; 18 of 200 are seen by chance in less than one case in a hundred.
        assertThat(loud).isLessThanOrEqualTo(17);
    }

    @Test
    void fewThatAreAlikeAreDrawnTowardsTheUsual() {
        var random = new SplittableRandom(7);
        var usual = sum(some(random, 1_000, (team, files, step) -> .9));
        var few =
                Resemblance.of(some(random, 5, (team, files, step) -> 0), usual).success();
        var many = Resemblance.of(some(random, 500, (team, files, step) -> 0), usual)
                .success();
        assertThat(few.usual()).isBetween(.87, .93);
        assertThat(few.adjusted()).isBetween(.5, .7);
        assertThat(many.adjusted()).isLessThan(.05);
        assertThat(many.interval().high()).isLessThan(few.interval().low());
    }

    @Test
    void ofDurationsThatNobodyMeasuredNothingIsExpected() {
        Headline one = anExecution().of("fix").took(null).headline();
        var it = Resemblance.of(List.of(new Like(1, one, List.of())), Summary.empty(Subject.EVERYTHING));
        assertThat(it.took()).isNull();
        assertThat(it.cost()).isNull();
        assertThat(it.success().usual()).isNaN();
    }

    @Test
    void whatWentWrongIsCountedByKind() {
        var alike = some(new SplittableRandom(9), 50, (team, files, step) -> .5);
        var it = Resemblance.of(alike, sum(alike));
        assertThat(it.troubles())
                .singleElement()
                .satisfies(each -> assertThat(each.share())
                        .isEqualTo(new Tally(50, it.summary().outcomes().failed())));
        assertThat(Objects.requireNonNull(it.took()).adjusted()).isBetween(1.3, 1.7);
    }

    @Test
    void estimatesAreOnlySaidToBeBetterIfTheyAre() {
        var better = new ArrayList<Skill.Try>();
        var same = new ArrayList<Skill.Try>();
        var random = new SplittableRandom(11);
        for (int i = 0; i < 40; i++) {
            double took = Math.exp(random.nextGaussian());
            better.add(new Skill.Try(took, 1, took * Math.exp(.1 * random.nextGaussian())));
            same.add(new Skill.Try(took, 1, Math.exp(random.nextGaussian())));
        }
        assertThat(Skill.of(better).isSeen()).isTrue();
        assertThat(Skill.of(same).isSeen()).isFalse();
        assertThat(Skill.of(List.of()).isSeen()).isFalse();
    }
}
