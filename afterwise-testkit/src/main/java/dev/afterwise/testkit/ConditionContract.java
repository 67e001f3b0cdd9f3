package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Headline;
import dev.afterwise.Value;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found by complexity and by attributes. */
interface ConditionContract extends Contract {
    List<String> ODD_NAMES = List.of(
            "branch",
            "$",
            "$.branch",
            "a.b",
            "a[0]",
            "it's",
            "\"quoted\"",
            "back\\slash",
            "line\nend",
            "tab\t",
            "\u0001",
            "größe",
            "\ud83d\ude80",
            "' OR 1=1 --",
            "%",
            "7");
    List<Double> ODD_NUMBERS = List.of(
            0.0,
            -0.0,
            7.0,
            -7.5,
            0.1,
            0.1 + 0.2,
            1.0 / 3,
            1e15,
            1e16,
            9_007_199_254_740_992.0,
            1.0e300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            123456.78901234567);

    @Test
    default void filtersByComplexity() {
        var light = anExecution().ofComplexity(2);
        var heavy = anExecution().ofComplexity(7.5);
        var unknown = anExecution();
        append(light, heavy, unknown);

        assertThat(complexity(">2")).containsExactly(heavy.headline());
        assertThat(complexity(">=2")).containsExactlyInAnyOrder(light.headline(), heavy.headline());
        assertThat(complexity("<7.5")).containsExactly(light.headline());
        assertThat(complexity("<=7.5")).containsExactlyInAnyOrder(light.headline(), heavy.headline());
        assertThat(complexity("=7.5")).containsExactly(heavy.headline());
        assertThat(complexity("!=7.5")).containsExactlyInAnyOrder(light.headline(), unknown.headline());
    }

    @Test
    default void filtersByAttributes() {
        var told = anExecution().with("branch", "main").with("files", 7);
        var other = anExecution().with("branch", "dev").with("files", 12);
        var silent = anExecution();
        append(told, other, silent);

        assertThat(attribute("branch=main")).containsExactly(told.headline());
        assertThat(attribute("branch!=main")).containsExactlyInAnyOrder(other.headline(), silent.headline());
        assertThat(attribute("files>7")).containsExactly(other.headline());
        assertThat(attribute("files>=7")).containsExactlyInAnyOrder(told.headline(), other.headline());
        assertThat(attribute("files<12")).containsExactly(told.headline());
        assertThat(attribute("files<=6")).isEmpty();
        assertThat(attribute("nothing=main")).isEmpty();
    }

    @Test
    default void allConditionsMustHold() {
        var told = anExecution().with("files", 7).ofComplexity(3);
        append(
                told,
                anExecution().with("files", 9).ofComplexity(3),
                anExecution().with("files", 7));

        assertThat(find(Filter.ALL.with(List.of(
                        Condition.attribute("files>5"), Condition.attribute("files<8"), Condition.complexity("3")))))
                .containsExactly(told.headline());
    }

    @Test
    default void aNumberEqualsTheTextThatIsWrittenLikeIt() {
        var number = anExecution().with("build", 7);
        var text = anExecution().with("build", "7");
        append(number, text, anExecution().with("build", "8"), anExecution().with("build", "07"));

        assertThat(attribute("build=7")).containsExactlyInAnyOrder(number.headline(), text.headline());
        assertThat(attribute("build!=7")).hasSize(2);
        assertThat(attribute("build=7.0")).containsExactly(number.headline());
        assertThat(attribute("build>1")).containsExactly(number.headline());
    }

    @Test
    default void attributesMayHaveAnyNameAndText() {
        for (String odd : ODD_NAMES) {
            var told = anExecution().with(odd, "x" + odd);
            append(told);
            var named = new Condition.OfAttribute(odd, Comparison.EQUAL, Value.of("x" + odd));
            assertThat(find(Filter.ALL.with(List.of(named)))).as(odd).containsExactly(told.headline());
        }
        assertThat(find(Filter.ALL)).hasSize(ODD_NAMES.size());
    }

    @Test
    default void numbersAreComparedExactly() {
        ODD_NUMBERS.forEach(number -> append(anExecution().with("n", number).ofComplexity(number)));
        List<Headline> all = find(Filter.ALL);

        for (double number : ODD_NUMBERS) {
            for (Comparison comparison : Comparison.values()) {
                var attribute = new Condition.OfAttribute("n", comparison, Value.of(number));
                var complexity = new Condition.OfComplexity(comparison, number);
                for (Condition condition : List.of(attribute, complexity)) {
                    assertThat(find(Filter.ALL.with(List.of(condition))))
                            .as(condition.toString())
                            .isEqualTo(all.stream()
                                    .filter(each -> condition.holds(each.profile()))
                                    .toList());
                }
            }
        }
    }

    @Test
    default void statisticsAndFailuresKnowConditions() {
        append(
                anExecution().with("branch", "main").failedWith("timeout"),
                anExecution().with("branch", "main"),
                anExecution().with("branch", "dev").failedWith("timeout"),
                anExecution().ofComplexity(3).failedWith("network"));

        var main = Filter.ALL.with(List.of(Condition.attribute("branch=main")));
        assertThat(history().statistics(main, Set.of()))
                .singleElement()
                .matches(summary -> summary.outcomes().total() == 2)
                .matches(summary -> summary.outcomes().failed() == 1);
        assertThat(history().failures(main)).singleElement().matches(group -> group.count() == 1);
        assertThat(history().failures(Filter.ALL.with(List.of(Condition.complexity(">2")))))
                .singleElement()
                .matches(group -> group.example().type().equals("network"));
    }

    @Test
    default void equalAndDifferentDivideEverything() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));
        var all = find(Filter.ALL);

        Seeded.check(50, (random, size) -> SomeExecutions.attribute(random, Comparison.EQUAL), equal -> {
            var different = new Condition.OfAttribute(equal.name(), Comparison.DIFFERENT, equal.value());
            var both = new ArrayList<>(find(Filter.ALL.with(List.of(equal))));
            both.addAll(find(Filter.ALL.with(List.of(different))));
            assertThat(both).containsExactlyInAnyOrderElementsOf(all);
        });
    }

    private List<Headline> complexity(String text) {
        return find(Filter.ALL.with(List.of(Condition.complexity(text))));
    }

    private List<Headline> attribute(String text) {
        return find(Filter.ALL.with(List.of(Condition.attribute(text))));
    }
}
