package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Ladder;
import dev.afterwise.record.Work;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final Profile WORK = Profile.of("answer");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Afterwise afterwise = Afterwise.with(
            store, Settings.STANDARD.with(time).with(Seeded.random()).with(LoopSettings.ASKED));
    private final List<String> taken = new ArrayList<>();

    @AfterEach
    void close() {
        afterwise.close();
    }

    private Map<String, Work<String, IllegalStateException>> ways() {
        return Map.of(
                "good",
                run -> {
                    taken.add("good");
                    return "done";
                },
                "bad",
                run -> {
                    taken.add("bad");
                    throw new IllegalStateException("it does not work");
                });
    }

    private void routeOnce() {
        try {
            afterwise.route(WORK, Dimension.MODEL, Preference.RELIABILITY, ways());
        } catch (IllegalStateException expected) {
            // That is what the bad way does.
        }
    }

    @Test
    void learnsWhichWayIsGoodFromWhatCameOfIt() {
        for (int i = 0; i < 200; i++) {
            routeOnce();
            afterwise.flush();
        }
        assertThat(taken.subList(100, 200).stream().filter("good"::equals).count())
                .isGreaterThan(95);
    }

    @Test
    void keepsWithEachExecutionWhatWasTakenAndHowLikelyThatWas() {
        routeOnce();
        afterwise.flush();
        Profile profile =
                afterwise.history().find(Query.newest(1)).items().getFirst().profile();
        assertThat(profile.model()).isEqualTo(taken.getFirst());
        assertThat(profile.attributes()).containsKey("propensity.model");
        assertThat(((Value.Numeric) Objects.requireNonNull(profile.attributes().get("propensity.model"))).number())
                .isBetween(.01, .99);
    }

    @Test
    void saysFromPropensitiesWhatAWayWouldHaveComeToThroughout() {
        for (int i = 0; i < 120; i++) {
            afterwise.run(
                    WORK.withModel(i % 2 == 0 ? "good" : "bad").with("propensity.model", .5),
                    run -> run.result("done"));
        }
        afterwise.flush();
        assertThat(afterwise.advisor().log(WORK, Dimension.MODEL).hindsight("good"))
                .hasValueSatisfying(
                        it -> assertThat(it.isDrawn()).as(it.because()).isTrue());
    }

    @Test
    void climbsToTheSecondWhereTheFirstFails() {
        var ladder = new Ladder(Dimension.MODEL, "bad", "good");
        assertThat(afterwise.advisor().climb(ladder, WORK, "done"::equals, ways()))
                .isEqualTo("done");
        afterwise.flush();
        assertThat(taken).containsExactly("bad", "good");
        List<Profile> profiles = afterwise.history().find(Query.newest(2)).items().stream()
                .map(Headline::profile)
                .toList();
        assertThat(profiles).extracting(Profile::model).containsExactlyInAnyOrder("bad", "good");
        assertThat(profiles)
                .allSatisfy(each -> assertThat(each.attributes()).containsEntry("propensity.model", Value.of(1)));
        assertThat(profiles)
                .filteredOn(each -> "good".equals(each.model()))
                .singleElement()
                .satisfies(each -> assertThat(each.attributes()).containsEntry(Ladder.AFTER, Value.of("bad")));
    }

    @Test
    void climbsWhereTheCheckDoesNotPassAndStopsWhereItDoes() {
        var ladder = new Ladder(Dimension.MODEL, "good", "bad");
        assertThat(afterwise.advisor().climb(ladder, WORK, "done"::equals, ways()))
                .isEqualTo("done");
        assertThat(taken).containsExactly("good");
        assertThatThrownBy(() -> afterwise.advisor().climb(ladder, WORK, "perfect"::equals, ways()))
                .isInstanceOf(IllegalStateException.class);
        afterwise.flush();
        assertThat(taken).containsExactly("good", "good", "bad");
        assertThat(afterwise.history().find(Query.newest(3)).items())
                .filteredOn(each -> each.outcome() instanceof Outcome.Failed)
                .hasSize(2);
    }

    @Test
    void aLadderNeedsAWayForEachArm() {
        var ladder = new Ladder(Dimension.MODEL, "good", "unheard of");
        assertThatThrownBy(() -> afterwise.advisor().climb(ladder, WORK, "done"::equals, ways()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(unheard of)");
        assertThat(taken).isEmpty();
    }

    @Test
    void takesWhatWasAdopted() {
        var preferred = new Policy(1, List.of(new Change.PreferModel(Subject.task("answer"), "bad")));
        var advisor = new Advisor(store.workspace(Workspace.DEFAULT), () -> preferred, Settings.STANDARD);
        for (int i = 0; i < 20; i++) {
            Advisor.Routed routed = advisor.draw(WORK, Dimension.MODEL, List.of("good", "bad"), Preference.RELIABILITY);
            assertThat(routed.arm()).isEqualTo("bad");
            assertThat(routed.propensity()).isEqualTo(1);
        }
    }

    @Test
    void triesNothingOutOnShieldedWork() {
        for (int i = 0; i < 40; i++) {
            routeOnce();
        }
        afterwise.flush();
        var shielded = new Policy(1, List.of(new Change.ShieldWork(Subject.task("answer"))));
        var advisor = new Advisor(store.workspace(Workspace.DEFAULT), () -> shielded, Settings.STANDARD);
        for (int i = 0; i < 50; i++) {
            assertThat(advisor.draw(WORK, Dimension.MODEL, List.of("good", "bad"), Preference.RELIABILITY)
                            .arm())
                    .isEqualTo("good");
        }
    }

    @Test
    void recommendsFromTheHistory() {
        for (int i = 0; i < 30; i++) {
            afterwise.run(WORK.withModel("good"), run -> "done");
            afterwise.run(WORK.withModel("bad"), run -> run.failed("timeout", "it took too long"));
            afterwise.run(WORK.withModel("bad"), run -> run.failed("timeout", "it took too long"));
        }
        afterwise.flush();
        Advice advice = afterwise
                .advisor()
                .recommend(WORK, Dimension.MODEL, Preference.RELIABILITY)
                .orElseThrow();
        assertThat(advice.best().arm()).isEqualTo("good");
        assertThat(advice.now()).isEqualTo("bad");
        assertThat(advice.verdict()).isEqualTo(Advice.Verdict.PREFER);
    }

    @Test
    void somethingMustBeThereToChooseFrom() {
        assertThatThrownBy(
                        () -> afterwise.advisor().recommend(WORK, Dimension.MODEL, List.of(), Preference.RELIABILITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There must be something to choose from");
    }
}
