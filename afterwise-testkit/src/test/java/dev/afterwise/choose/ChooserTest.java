package dev.afterwise.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.testkit.Seeded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChooserTest {
    private static final Subject STEP = Subject.step("report", "render");
    private static final List<String> BOTH = List.of("quick", "thorough");

    private final Chooser chooser = new Chooser(Seeded.random());

    @Test
    void takesEachAlternativeEquallyOftenUntilOneIsAdopted() {
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Draw draw = chooser.draw(STEP, List.of("a", "b", "c"), Policy.INITIAL, Chooser.Situation.UNKNOWN);
            assertThat(draw.propensity()).isEqualTo(1.0 / 3);
            drawn.merge(draw.agent(), 1, Integer::sum);
        }

        assertThat(drawn.values()).hasSize(3).allMatch(times -> times > 900 && times < 1_100);
    }

    @Test
    void takesTheAdoptedAlternativeOfThisStepOnly() {
        Policy policy = Policy.INITIAL.with(new Change.PreferAgent(STEP, "b"));

        assertThat(chooser.draw(STEP, List.of("a", "b"), policy, Chooser.Situation.UNKNOWN)
                        .agent())
                .isEqualTo("b");
        assertThat(chooser.draw(STEP, List.of("a", "b"), policy, Chooser.Situation.UNKNOWN)
                        .propensity())
                .isEqualTo(1);
        assertThat(chooser.draw(Subject.step("report", "other"), List.of("a", "b"), policy, Chooser.Situation.UNKNOWN)
                        .propensity())
                .isEqualTo(0.5);
    }

    @Test
    void passesOverAnAdoptedAlternativeThatIsGone() {
        Policy policy = Policy.INITIAL.with(new Change.PreferAgent(STEP, "gone"));

        assertThat(chooser.draw(STEP, List.of("a"), policy, Chooser.Situation.UNKNOWN)
                        .agent())
                .isEqualTo("a");
    }

    private static Chooser.Situation told(double complexity, double explore) {
        return new Chooser.Situation(
                Map.of("complexity", Value.of(complexity)),
                new Change.SetThreshold(STEP, "complexity", 7, "thorough", "quick"),
                explore);
    }

    @Test
    void takesTheAlternativeThatTheThresholdNames() {
        assertThat(chooser.draw(STEP, BOTH, Policy.INITIAL, told(7, 0)).agent()).isEqualTo("quick");
        assertThat(chooser.draw(STEP, BOTH, Policy.INITIAL, told(7.1, 0)).agent())
                .isEqualTo("thorough");
        assertThat(chooser.draw(STEP, BOTH, Policy.INITIAL, told(8, 0)).because())
                .isEqualTo("complexity is 8, and the limit is 7");
    }

    @Test
    void passesOverAThresholdAsOftenAsItIsToldTo() {
        int passedOver = 0;
        for (int i = 0; i < 2_000; i++) {
            Draw draw = chooser.draw(STEP, BOTH, Policy.INITIAL, told(8, .1));
            assertThat(draw.propensity()).isEqualTo(draw.agent().equals("quick") ? .1 : .9);
            passedOver += draw.agent().equals("quick") ? 1 : 0;
        }

        assertThat(passedOver).isBetween(150, 250);
    }

    @Test
    void whatWasAdoptedLastComesBeforeTheThresholdOfThePlan() {
        Policy moved = Policy.INITIAL.with(new Change.SetThreshold(STEP, "complexity", 9, "thorough", "quick"));
        Policy preferred = moved.with(new Change.PreferAgent(STEP, "thorough"));
        Policy again = preferred.with(new Change.SetThreshold(STEP, "complexity", 2, "thorough", "quick"));

        assertThat(chooser.draw(STEP, BOTH, moved, told(8, .5)).agent()).isEqualTo("quick");
        assertThat(chooser.draw(STEP, BOTH, preferred, told(1, 0)).agent()).isEqualTo("thorough");
        assertThat(chooser.draw(STEP, BOTH, again, told(1, 0)).agent()).isEqualTo("quick");
    }

    @Test
    void aThresholdSaysNothingWithoutItsNumberOrItsAgents() {
        Policy gone = Policy.INITIAL.with(new Change.SetThreshold(STEP, "complexity", 7, "gone", "quick"));
        Policy untold = Policy.INITIAL.with(new Change.SetThreshold(STEP, "size", 7, "thorough", "quick"));

        assertThat(chooser.draw(STEP, BOTH, gone, told(8, 0)).agent()).isEqualTo("thorough");
        assertThat(chooser.draw(STEP, BOTH, untold, told(8, 0)).agent()).isEqualTo("thorough");
        assertThat(chooser.draw(STEP, BOTH, gone, Chooser.Situation.UNKNOWN).propensity())
                .isEqualTo(.5);
    }

    @Test
    void saysByWhichThresholdItChoosesOnlyWhereItDoes() {
        Policy moved = Policy.INITIAL.with(new Change.SetThreshold(STEP, "complexity", 9, "thorough", "quick"));
        Policy preferred = moved.with(new Change.PreferAgent(STEP, "quick"));

        assertThat(Chooser.route(STEP, BOTH, Policy.INITIAL, told(8, .1)).map(Chooser.Route::rule))
                .hasValue("complexity > 7, explored 0.1");
        assertThat(Chooser.route(STEP, BOTH, moved, told(8, .1)).map(Chooser.Route::rule))
                .hasValue("complexity > 9");
        assertThat(Chooser.route(STEP, BOTH, preferred, told(8, .1))).isEmpty();
        assertThat(Chooser.route(STEP, BOTH, Policy.INITIAL, Chooser.Situation.UNKNOWN))
                .isEmpty();
    }
}
