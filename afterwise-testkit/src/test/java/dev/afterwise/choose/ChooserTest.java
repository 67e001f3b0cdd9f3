package dev.afterwise.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.testkit.Seeded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChooserTest {
    private static final Subject STEP = Subject.step("report", "render");
    private final Chooser chooser = new Chooser(Seeded.random());

    @Test
    void takesEachAlternativeEquallyOftenUntilOneIsAdopted() {
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Draw draw = chooser.draw(STEP, List.of("a", "b", "c"), Policy.INITIAL);
            assertThat(draw.propensity()).isEqualTo(1.0 / 3);
            drawn.merge(draw.agent(), 1, Integer::sum);
        }

        assertThat(drawn.values()).hasSize(3).allMatch(times -> times > 900 && times < 1_100);
    }

    @Test
    void takesTheAdoptedAlternativeOfThisStepOnly() {
        Policy policy = Policy.INITIAL.with(new Change.PreferAgent(STEP, "b"));

        assertThat(chooser.draw(STEP, List.of("a", "b"), policy).agent()).isEqualTo("b");
        assertThat(chooser.draw(STEP, List.of("a", "b"), policy).propensity()).isEqualTo(1);
        assertThat(chooser.draw(Subject.step("report", "other"), List.of("a", "b"), policy)
                        .propensity())
                .isEqualTo(0.5);
    }

    @Test
    void passesOverAnAdoptedAlternativeThatIsGone() {
        Policy policy = Policy.INITIAL.with(new Change.PreferAgent(STEP, "gone"));

        assertThat(chooser.draw(STEP, List.of("a"), policy).agent()).isEqualTo("a");
    }
}
