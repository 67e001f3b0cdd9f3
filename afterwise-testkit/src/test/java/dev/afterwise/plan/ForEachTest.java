package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Money;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step is done for, how long one waits, and how much a run may take. */
class ForEachTest {
    private static Scope says(@Nullable Value value) {
        return new Scope() {
            @Override
            public @Nullable Value value(List<String> path) {
                return path.getFirst().equals("params") ? value : null;
            }

            @Override
            public boolean exists(String file) {
                return false;
            }
        };
    }

    private static List<Value> items(@Nullable Value value) {
        return ForEach.in(Expression.of("params.x")).items(says(value));
    }

    private static List<Value> items(String text) {
        return items(Value.of(text));
    }

    @Test
    void aJsonListIsTakenApart() {
        assertThat(items("[\"a b\", 7, -0.5, true, null, [1, \"]\"], {\"k\": [\"}\"]}]"))
                .containsExactly(
                        Value.of("a b"),
                        Value.of(7),
                        Value.of(-0.5),
                        Value.of("true"),
                        Value.of("null"),
                        Value.of("[1, \"]\"]"),
                        Value.of("{\"k\": [\"}\"]}"));
        assertThat(items(" [ ] ")).isEmpty();
        assertThat(items("[\"\\u0041\\n\\\"\\\\\"]")).containsExactly(Value.of("A\n\"\\"));
        assertThat(items("[12345678901234567890]")).containsExactly(Value.of("12345678901234567890"));
    }

    @Test
    void linesAreItems() {
        assertThat(items("a\n\n  b c \r\n")).containsExactly(Value.of("a"), Value.of("b c"));
        assertThat(items("")).isEmpty();
        assertThat(items((Value) null)).isEmpty();
        assertThat(items(Value.of(3))).containsExactly(Value.of(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,]", "[,]", "[1 2]", "[01]", "[\"a]", "[\"\\x\"]", "[a]", "[[1]", "[1]]", "[\"\\u00\"]"})
    void whatIsNoJsonListIsALine(String text) {
        assertThat(items(text)).containsExactly(Value.of(text));
    }

    @Test
    void tooManyItemsAreNone() {
        String lines = IntStream.range(0, 101).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> items(lines))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("at most 100 items to do, but there are 101");
        assertThat(ForEach.in(Expression.of("params.x")).withMost(101).items(says(Value.of(lines))))
                .hasSize(101);
    }

    @Test
    void aDeepListCostsNoStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(items(deep)).hasSize(1);
    }

    @Test
    void aListOfValuesIsReadAsItWasWritten() {
        Seeded.check(
                300,
                ForEachTest::values,
                values -> assertThat(items(JsonItems.list(values))).isEqualTo(values));
    }

    private static List<Value> values(RandomGenerator random, int size) {
        var values = new ArrayList<Value>();
        for (int i = random.nextInt(Math.min(size, 20) + 1); i > 0; i--) {
            values.add(
                    random.nextInt(3) == 0
                            ? Value.of(random.nextInt(-1_000, 1_000) / 4.0)
                            : Value.of(random.ints(random.nextInt(6), 1, 0x2000)
                                    .mapToObj(Character::toString)
                                    .collect(Collectors.joining())));
        }
        return values;
    }

    @Test
    void expressionsOfTheStepReferToTheItemAndItsPlace() {
        Scope scope = new ItemScope(says(Value.of("p")), "file", Value.of("a.txt"), 3);
        assertThat(Template.of("${{ file }} ${{ file.index }} ${{ params.x }}").filled(scope))
                .isEqualTo("a.txt 3 p");
        assertThat(Template.of("${{ file.name }}").filled(scope)).isEmpty();
    }

    @Test
    void limitsAreKept() {
        assertThatThrownBy(() -> ForEach.of(List.of("a")).withMost(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ForEach.of(List.of("a")).withMost(10_001))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ForEach.of(List.of("a")).withAtOnce(65)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ForEach.of(List.of("a", "b")).withMost(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlanStep.builder("s")
                        .body(new Body.Approval(Template.of("Yes?")))
                        .forEach(ForEach.of(List.of("a")))
                        .build())
                .hasMessageContaining("must ask a person once");
    }

    @Test
    void aWaitEndsAtItsMoment() {
        Instant begun = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(Body.Wait.of(Duration.ofMinutes(2)).end(begun, says(null)))
                .isEqualTo(Instant.parse("2026-01-01T00:02:00Z"));
        assertThat(Body.Wait.until(Template.of("${{ params.x }}"))
                        .end(begun, says(Value.of("2026-01-31T06:00:00+01:00"))))
                .isEqualTo(Instant.parse("2026-01-31T05:00:00Z"));
        assertThatThrownBy(() -> Body.Wait.until(Template.of("${{ params.x }}")).end(begun, says(Value.of("soon"))))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("but it is until 'soon'");
    }

    @Test
    void aBudgetSaysWhichLimitIsReached() {
        var budget = new Budget(Duration.ofMinutes(1), Money.dollars("1"), 100L, 3L);
        Usage spent = new Usage(40, 50, 0, Money.dollars("0.99"), 2);
        assertThat(budget.reachedBy(Duration.ofSeconds(59), spent)).isEmpty();
        assertThat(budget.reachedBy(Duration.ofSeconds(60), spent)).contains("60 s of 60 s");
        assertThat(budget.reachedBy(Duration.ZERO, spent.merge(Usage.NONE.costing(Money.dollars("0.21")))))
                .contains("$1.20 of $1.00");
        assertThat(budget.reachedBy(Duration.ZERO, spent.merge(Usage.tokens(5, 5))))
                .contains("100 of 100 tokens");
        assertThat(budget.reachedBy(Duration.ZERO, new Usage(0, 0, 0, Money.ZERO, 3)))
                .contains("3 of 3 calls");
        assertThat(Budget.NONE.reachedBy(Duration.ofDays(9), spent)).isEmpty();
        assertThatThrownBy(() -> new Budget(Duration.ZERO, null, null, null)).hasMessageContaining("must be positive");
    }

    @Test
    void aStepUsesNoMoreThanThereIs() {
        PlanStep greedy = PlanStep.builder("s")
                .body(new Body.Script("true"))
                .uses(new TreeMap<>(Map.of("gpu", 2)))
                .build();
        assertThatThrownBy(() -> new Plan("plan", List.of(greedy)))
                .hasMessage("The step (s) must use at most what there is of (gpu), which is 1, but it uses 2.");
        Terms two = Terms.NONE.withResources(new TreeMap<>(Map.of("gpu", 2)));
        assertThat(new Plan("plan", List.of(), new TreeMap<>(), List.of(greedy), two).capacity("gpu"))
                .isEqualTo(2);
    }
}
