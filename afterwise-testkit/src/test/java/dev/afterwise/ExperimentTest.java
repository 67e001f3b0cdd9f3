package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Experiment.State;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Change MORE = new Change.RetryUpTo(Subject.step("build", "test"), 5);

    private static Experiment experiment(String name, Variant... variants) {
        return Experiment.begin(name, Subject.task("build"), Aim.SUCCESS, List.of(variants), AT);
    }

    private static Experiment tried() {
        return experiment("more", Variant.of("as before", .7), new Variant("changed", .3, List.of(MORE)));
    }

    private static long count(Experiment experiment, String variant) {
        return IntStream.range(0, 10_000)
                .filter(i -> experiment
                        .variantFor("key " + i)
                        .map(Variant::name)
                        .orElse("")
                        .equals(variant))
                .count();
    }

    @Test
    void theSameKeyAlwaysGetsTheSame() {
        assertThat(tried().variantFor("customer 7")).isEqualTo(tried().variantFor("customer 7"));
    }

    @Test
    void keysAreSharedOutAsTheSharesSay() {
        assertThat(count(tried(), "changed")).isCloseTo(3_000, within(150L));
    }

    @Test
    void experimentsDrawIndependently() {
        Experiment one = experiment("one", Variant.of("a", .5), Variant.of("b", .5));
        Experiment other = experiment("other", Variant.of("a", .5), Variant.of("b", .5));
        long alike = IntStream.range(0, 10_000)
                .mapToObj(Integer::toString)
                .filter(key -> one.variantFor(key).equals(other.variantFor(key)))
                .count();
        assertThat(alike).isCloseTo(5_000, within(200L));
    }

    @Test
    void whoeverWouldGetADroppedVariantGetsNone() {
        Experiment dropped = tried().with(new State.Running(new TreeSet<>(List.of("changed"))));
        assertThat(count(dropped, "as before")).isEqualTo(count(tried(), "as before"));
        assertThat(count(dropped, "changed")).isZero();
        assertThat(dropped.draws("as before")).isTrue();
        assertThat(dropped.draws("changed")).isFalse();
    }

    @Test
    void nobodyIsDrawnOnceItIsOver() {
        assertThat(tried().with(new State.Stopped(AT, "")).variantFor("a")).isEmpty();
        assertThat(tried().with(new State.Decided(AT, "changed", "")).variantFor("a"))
                .isEmpty();
    }

    @Test
    void refusesWhatCantBeDrawn() {
        Variant half = Variant.of("a", .5);
        assertThatThrownBy(() -> experiment("x", half))
                .hasMessage("An experiment must have at least 2 variants, but (x) has 1.");
        assertThatThrownBy(() -> experiment("x", half, half))
                .hasMessage("The variants of an experiment must have different names, but two of (x) are called (a).");
        assertThatThrownBy(() -> experiment("x", half, Variant.of("b", .4)))
                .hasMessage(
                        "The shares of an experiment's variants must add up to 1, but those of (x) are 0.9 in all.");
        assertThatThrownBy(() -> Variant.of("a", 1))
                .hasMessage("The share of a variant must be above 0 and below 1, but that of (a) is (1.0).");
        assertThatThrownBy(() -> Variant.of(" ", .5)).hasMessage("A variant must have a name, but this is ( ).");
    }

    @Test
    void aPolicyDrawsTheRunsOfTheSubjectOnly() {
        Policy policy = Policy.INITIAL.with(tried());
        Profile other = Profile.of("deploy");
        assertThat(policy.forRun(other, "a").policy().changes()).isEmpty();
        assertThat(policy.forRun(other, "a").variants()).isEmpty();
    }

    @Test
    void aRunThatGetsAVariantIsUnderItsChangesAndSaysSo() {
        Policy policy = Policy.INITIAL.with(tried());
        for (int i = 0; i < 100; i++) {
            Policy.ForRun drawn = policy.forRun(Profile.of("build"), "run " + i);
            boolean isChanged =
                    tried().variantFor("run " + i).orElseThrow().name().equals("changed");
            assertThat(drawn.policy().changes()).isEqualTo(isChanged ? List.of(MORE) : List.of());
            assertThat(drawn.policy().version()).isEqualTo(1);
            assertThat(drawn.variants())
                    .containsEntry(tried().attribute(), Value.of(isChanged ? "changed" : "as before"));
        }
    }

    @Test
    void aVariantThatARunHasAlreadyStays() {
        Policy policy = Policy.INITIAL.with(tried());
        Profile drawn = Profile.of("build").with(tried().attribute(), "changed");
        for (int i = 0; i < 20; i++) {
            assertThat(policy.forRun(drawn, "run " + i).policy().changes()).containsExactly(MORE);
        }
    }

    @Test
    void whatOnlyCodeKnowsIsNotDrawnByItself() {
        Policy policy = Policy.INITIAL.with(experiment("greeting", Variant.of("plain", .5), Variant.of("warm", .5)));
        assertThat(policy.forRun(Profile.of("build"), "a").variants()).isEmpty();
    }

    @Test
    void aVariantCountsForMoreThanWhatWasAdopted() {
        Change adopted = new Change.RetryUpTo(Subject.step("build", "test"), 2);
        Policy policy = Policy.INITIAL.with(adopted).with(tried());
        String changed = IntStream.range(0, 100)
                .mapToObj(Integer::toString)
                .filter(key -> tried().variantFor(key).orElseThrow().name().equals("changed"))
                .findFirst()
                .orElseThrow();
        assertThat(policy.forRun(Profile.of("build"), changed).policy().attempts(Subject.step("build", "test")))
                .hasValue(5);
        assertThat(policy.attempts(Subject.step("build", "test"))).hasValue(2);
    }

    @Test
    void aRunThatWasDrawnBeforeKeepsItsVariantThoughTheExperimentIsOver() {
        Experiment over = tried().with(new State.Decided(AT, "changed", ""));
        Policy adopted = Policy.INITIAL.with(MORE);
        Profile before = Profile.of("build").with(tried().attribute(), "as before");
        Profile changed = Profile.of("build").with(tried().attribute(), "changed");
        assertThat(adopted.asDrawn(before, List.of(over)).policy().changes()).isEmpty();
        assertThat(adopted.asDrawn(changed, List.of(over)).policy().changes()).containsExactly(MORE);
        assertThat(adopted.asDrawn(changed, List.of(over)).variants())
                .containsEntry(tried().attribute(), Value.of("changed"));
        assertThat(adopted.asDrawn(Profile.of("build"), List.of(over)).policy()).isEqualTo(adopted);
    }

    @Test
    void aPolicyReplacesAnExperimentOfTheSameId() {
        Experiment dropped = tried().with(new State.Running(new TreeSet<>(List.of("changed"))));
        Policy policy = Policy.INITIAL.with(tried()).with(dropped);
        assertThat(policy.experiments()).containsExactly(dropped);
        assertThat(policy.without(tried()).experiments()).isEmpty();
        assertThat(policy.without(tried()).version()).isEqualTo(3);
        assertThat(policy.with(MORE).without(MORE).experiments()).containsExactly(dropped);
    }
}
