package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectTest {
    private static final Profile PROFILE = Profile.of("email").withAgent("ann").withModel("small");

    @Test
    void everythingCoversEverything() {
        assertThat(Subject.EVERYTHING.covers(PROFILE)).isTrue();
        assertThat(Subject.EVERYTHING).hasToString("everything");
    }

    @Test
    void everyPartMustFit() {
        var subject = Subject.task("email").with(Dimension.AGENT, "ann");

        assertThat(subject.covers(PROFILE)).isTrue();
        assertThat(subject.covers(PROFILE.withAgent("bob"))).isFalse();
        assertThat(subject.with(Dimension.MODEL, "large").covers(PROFILE)).isFalse();
    }

    @Test
    void whatAProfileDoesNotSayIsEmpty() {
        assertThat(Subject.EVERYTHING.with(Dimension.ROUTE, "").covers(PROFILE)).isTrue();
        assertThat(Subject.EVERYTHING.with(Dimension.MODEL, "").covers(PROFILE)).isFalse();
    }

    @Test
    void stepsDontDecide() {
        assertThat(Subject.step("email", "fetch").covers(PROFILE)).isTrue();
        assertThat(Subject.step("chat", "fetch").covers(PROFILE)).isFalse();
    }

    @Test
    void partsComeInTheOrderOfTheirDimensions() {
        var one = Subject.EVERYTHING.with(Dimension.STEP, "fetch").with(Dimension.TASK, "email");

        assertThat(one).hasToString("task=email step=fetch").isEqualTo(Subject.step("email", "fetch"));
        assertThat(one.part(Dimension.STEP)).contains("fetch");
        assertThat(one.part(Dimension.AGENT)).isEmpty();
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        assertThat(Subject.task("a").with(Dimension.TASK, "b")).isEqualTo(Subject.task("b"));
    }
}
