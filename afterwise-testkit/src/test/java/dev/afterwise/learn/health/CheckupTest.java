package dev.afterwise.learn.health;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Dimension;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Measure;
import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Severity;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.learn.health.Optimisation.Kind;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.MetricBucket;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckupTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Failure TIMEOUT =
            Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "timeout", "no answer");
    private static final Failure MISSING =
            Failure.of(FailureClass.NOT_FOUND, Severity.MEDIUM, Transience.PERMANENT, "missing", "no such file");

    private final List<Headline> now = new ArrayList<>();

    private void add(AnExecution... executions) {
        for (AnExecution each : executions) {
            now.add(each.startedAt(START.plusSeconds(now.size())).headline());
        }
    }

    private void add(String agent, int count, int failed, Failure how) {
        for (int i = 0; i < count; i++) {
            AnExecution each = anExecution().of("mail").by(agent).took(Duration.ofMillis(200));
            add(i < failed ? each.failedWith(how).took(Duration.ofMillis(200)) : each);
        }
    }

    private static Summary sum(Subject subject, List<Headline> headlines) {
        var builder = new Summary.Builder(subject);
        headlines.forEach(builder::add);
        return builder.build();
    }

    private static List<Summary> by(Dimension dimension, List<Headline> headlines) {
        return headlines.stream()
                .collect(Collectors.groupingBy(each -> Subject.value(each.profile(), dimension)))
                .entrySet()
                .stream()
                .map(each -> sum(Subject.EVERYTHING.with(dimension, each.getKey()), each.getValue()))
                .toList();
    }

    private static Stretch stretch(List<Headline> headlines) {
        return new Stretch(
                Window.ALL,
                sum(Subject.EVERYTHING, headlines),
                by(Dimension.AGENT, headlines),
                by(Dimension.TASK, headlines),
                List.of());
    }

    private Checkup checkup(Resources resources, Signs signs, FailureGroup... failures) {
        var columns = new SegmentBuilder();
        for (int i = 0; i < now.size(); i++) {
            columns.add(new Entry(i, now.get(i), null));
        }
        return Checkup.of(
                new Vitals(
                        Dimension.AGENT,
                        stretch(now),
                        stretch(List.of()),
                        columns.build(),
                        List.of(failures),
                        resources,
                        signs),
                Limits.USUAL);
    }

    private static FailureGroup group(Failure failure, long count, Headline example) {
        return new FailureGroup(failure, count, START, START, new TreeSet<>(), example.id());
    }

    private static Score score(Component component) {
        return Objects.requireNonNull(component.score());
    }

    @Test
    void eachHundredthThatFailsCostsTwoPoints() {
        add("a", 100, 10, MISSING);
        Score score = score(checkup(Resources.NONE, Signs.NONE).overall());
        assertThat(score.points()).isCloseTo(80, within(1e-9));
        assertThat(score.grade()).isEqualTo(Grade.GOOD);
        assertThat(score.interval().low()).isBetween(60.0, 70.0);
        assertThat(score.interval().high()).isBetween(85.0, 92.0);
        assertThat(score.burdens())
                .singleElement()
                .satisfies(each -> assertThat(each.because()).startsWith("10 % of 100 decided executions failed"));
    }

    @Test
    void ofLessThanTenNothingIsSaid() {
        add("a", 9, 9, TIMEOUT);
        assertThat(checkup(Resources.NONE, Signs.NONE).overall().score()).isNull();
    }

    @Test
    void eachComponentHasItsOwnScoreAndTheBusiestIsFirst() {
        add("good", 100, 0, TIMEOUT);
        add("bad", 50, 40, TIMEOUT);
        add("rare", 3, 3, TIMEOUT);
        var components = checkup(Resources.NONE, Signs.NONE).components();
        assertThat(components).extracting(Component::name).containsExactly("good", "bad", "rare");
        assertThat(score(components.getFirst()).grade()).isEqualTo(Grade.EXCELLENT);
        assertThat(score(components.get(1)).points()).isEqualTo(40);
        assertThat(components.get(2).score()).isNull();
    }

    @Test
    void openBreakersAndSetbacksPullItDown() {
        add("a", 100, 0, TIMEOUT);
        var signs = new Signs(List.of(new Setback(Subject.EVERYTHING, 12, "slower since Tuesday")), List.of("db"));
        Score score = score(checkup(Resources.NONE, signs).overall());
        assertThat(score.points()).isEqualTo(83);
        assertThat(score.burdens()).extracting(Burden::points).containsExactly(12.0, 5.0);
    }

    @Test
    void whatPassesIsWorthARetryAsFarAsRetriesHelpedElsewhere() {
        add("a", 100, 20, TIMEOUT);
        Headline one = now.getFirst();
        for (int i = 0; i < 40; i++) {
            Headline each = anExecution()
                    .of("mail")
                    .by("a")
                    .startedAt(START.plusSeconds(1_000 + i))
                    .took(Duration.ofMillis(200))
                    .headline();
            now.add(new Headline(
                    each.id(),
                    each.profile(),
                    each.description(),
                    each.startedAt(),
                    each.outcome(),
                    each.usage(),
                    new TreeMap<>(Map.of("retry", new Tally(1, i < 30 ? 1 : 0)))));
        }
        Optimisation first = checkup(Resources.NONE, Signs.NONE, group(TIMEOUT, 20, one))
                .optimisations()
                .getFirst();
        assertThat(first.kind()).isEqualTo(Kind.ERROR_HANDLING);
        assertThat(first.subject()).isEqualTo("timeout");
        var evidence = Objects.requireNonNull(first.impact()).evidence();
        assertThat(evidence.measure()).isEqualTo(Measure.SUCCESS_RATE);
        assertThat(evidence.effect()).isCloseTo(20 / 140.0 * .75, within(1e-9));
        assertThat(evidence.low()).isLessThan(evidence.effect());
        assertThat(evidence.high()).isGreaterThan(evidence.effect());
        assertThat(first.how()).isNotEmpty();
    }

    @Test
    void ofWhatStaysOnlyAnUpperBoundIsKnown() {
        add("a", 100, 20, MISSING);
        Optimisation first = checkup(Resources.NONE, Signs.NONE, group(MISSING, 20, now.getFirst()))
                .optimisations()
                .getFirst();
        assertThat(Objects.requireNonNull(first.impact()).isBound()).isTrue();
        assertThat(first.how().getFirst()).contains("mend");
    }

    @Test
    void aLongTailIsWorthATimeOut() {
        for (int i = 0; i < 200; i++) {
            add(anExecution().of("fetch").by("a").took(Duration.ofMillis(i % 10 == 0 ? 60_000 : 1_500)));
        }
        Optimisation first = checkup(Resources.NONE, Signs.NONE).optimisations().getFirst();
        assertThat(first.kind()).isEqualTo(Kind.SLOW_OPERATION);
        var impact = Objects.requireNonNull(first.impact());
        assertThat(impact.assuming()).contains("stopped after 1.50 s");
        // A tenth is stopped after 1.50 s and then takes as long as any: 60 - 1.5 - 7.35 s less.
        assertThat(impact.evidence().effect()).isCloseTo(.1 * (60 - 1.5 - 7.35), within(.15));
        assertThat(impact.evidence().low()).isPositive();
    }

    @Test
    void whatIsAlwaysSlowForOneAgentIsNoTail() {
        for (int i = 0; i < 200; i++) {
            boolean isSlow = i % 10 == 0;
            add(anExecution()
                    .of("fetch")
                    .by(isSlow ? "slow" : "quick")
                    .took(Duration.ofMillis(isSlow ? 60_000 : 1_500)));
        }
        Optimisation first = checkup(Resources.NONE, Signs.NONE).optimisations().getFirst();
        assertThat(Objects.requireNonNull(first.impact()).isBound()).isTrue();
    }

    @Test
    void whatTakesLessThanASecondIsNotSlow() {
        add("a", 100, 0, TIMEOUT);
        assertThat(checkup(Resources.NONE, Signs.NONE).slow()).isEmpty();
        assertThat(checkup(Resources.NONE, Signs.NONE).optimisations()).isEmpty();
    }

    /** Half of a hundred hours have this hit rate, the others another; what begins in them succeeds so often. */
    private static Resources cache(double oneRate, double otherRate, double oneSuccess, double otherSuccess) {
        var random = new SplittableRandom(7);
        List<MetricBucket> hours = new ArrayList<>();
        List<Bucket> executions = new ArrayList<>();
        for (int hour = 0; hour < 100; hour++) {
            Instant at = START.plus(Duration.ofHours(hour));
            boolean isOne = hour % 2 == 0;
            hours.add(new MetricBucket(
                    at, Samples.of(new Sample(Metric.CACHE_HIT_RATE, "pages", isOne ? oneRate : otherRate, at))));
            List<Headline> began = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                AnExecution each = anExecution().of("mail").startedAt(at.plusSeconds(i));
                began.add((random.nextDouble() < (isOne ? oneSuccess : otherSuccess) ? each : each.failedWith(TIMEOUT))
                        .headline());
            }
            executions.add(new Bucket(at, sum(Subject.EVERYTHING, began)));
        }
        Samples total =
                hours.stream().map(MetricBucket::samples).reduce(Samples::merge).orElseThrow();
        return new Resources(List.of(total), hours, executions);
    }

    @Test
    void aCacheThatSeldomAnswersIsWorthWhatBetterHoursHad() {
        add("a", 100, 0, TIMEOUT);
        Checkup checkup = checkup(cache(.4, .8, .6, .9), Signs.NONE);
        Optimisation first = checkup.optimisations().getFirst();
        assertThat(first.kind()).isEqualTo(Kind.CACHE);
        var evidence = Objects.requireNonNull(first.impact()).evidence();
        assertThat(evidence.effect()).isBetween(.24, .36);
        assertThat(evidence.low()).isPositive();
        assertThat(score(checkup.overall()).points()).isCloseTo(90, within(1e-6));
        assertThat(checkup.components().getLast().kind()).isEqualTo("metric");
    }

    @Test
    void whereBetterHoursAreNotBetterNothingIsPromised() {
        add("a", 100, 0, TIMEOUT);
        Optimisation first =
                checkup(cache(.4, .8, .8, .8), Signs.NONE).optimisations().getFirst();
        assertThat(first.impact()).isNull();
    }

    @Test
    void aCacheThatAnswersOftenEnoughIsLeftAlone() {
        add("a", 100, 0, TIMEOUT);
        assertThat(checkup(cache(.7, .9, .5, .9), Signs.NONE).optimisations()).isEmpty();
    }
}
