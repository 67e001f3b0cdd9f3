package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachabilityTest {
    private static final Plan PLAN = new Plan(
            "a plan",
            List.of(
                    new Param("ticket", Param.Kind.TEXT, null),
                    new Param("size", Param.Kind.NUMBER, Value.of(5)),
                    new Param("dry", Param.Kind.BOOLEAN, Value.of("false"))),
            new TreeMap<>(Map.of("hard", Threshold.of("size > 7"))),
            List.of(
                    step("sure"),
                    step("loose").edit().critical(false).build(),
                    step("maybe").edit().condition(Expression.of("params.dry")).build()));

    private static PlanStep step(String id) {
        return PlanStep.of(id, new Body.Command(List.of("true")));
    }

    private static Reachability.Answer answer(String condition) {
        return Reachability.of(PLAN, Expression.of(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps.sure.outcome == 'failed'",
                "steps.sure.outcome != 'succeeded'",
                "steps.loose.outcome == 'skipped'",
                "steps.maybe.outcome == 'failed'",
                "steps.loose.outcome == 'suceeded'",
                "params.dry && !params.dry",
                "params.size > 7 && params.size < 3",
                "params.size > 1 && params.size < 1",
                "params.ticket == 'a' && params.ticket == 'b'",
                "params.ticket in ['a', 'b'] && params.ticket == 'c'",
                "params.dry == 'maybe'",
                "thresholds.hard == 'x'",
                "false",
                "steps.loose.outputs.n > 3 && steps.loose.outputs.n <= 3",
                "exists('x') && !exists('x')",
            })
    void knowsWhatCanNeverHold(String condition) {
        assertThat(answer(condition)).isEqualTo(new Reachability.Answer(false, true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps.sure.outcome == 'succeeded'",
                "params.dry || !params.dry",
                "params.size >= 3 || params.size < 3",
                "params.ticket != 'a' || params.ticket != 'b'",
                "steps.loose.outcome in ['succeeded', 'failed']",
                "true",
            })
    void knowsWhatAlwaysHolds(String condition) {
        assertThat(answer(condition)).isEqualTo(new Reachability.Answer(true, false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps.loose.outcome == 'failed'",
                "steps.maybe.outcome == 'skipped'",
                "params.dry",
                "params.size > 7 && params.size < 8",
                "params.size > 7.25 && params.size < 7.5",
                "params.ticket == 'a'",
                "params.ticket != 'a' && params.ticket != 'b'",
                "steps.loose.outputs.label in ['bug', 'other']",
                "steps.loose.outputs.a == steps.loose.outputs.b",
                "steps.loose.outputs.a < steps.loose.outputs.b",
                "steps.loose.outputs.a != null",
                "thresholds.hard",
                "exists('x')",
                "env.NAME == ''",
            })
    void knowsWhatDepends(String condition) {
        assertThat(answer(condition)).isEqualTo(new Reachability.Answer(true, true, true));
    }

    @Test
    void isNotSureAboutPartsOfTexts() {
        assertThat(answer("contains(params.ticket, 'a') && contains(params.ticket, 'b')")
                        .holds())
                .isTrue();
        assertThat(answer("starts_with(params.ticket, 'a') && params.ticket == 'b'"))
                .isEqualTo(new Reachability.Answer(false, true, false));
    }

    @Test
    void saysNothingWhereThereAreTooManyValues() {
        var many = new StringBuilder("params.ticket == 'x'");
        for (int i = 0; i < 12; i++) {
            many.append(" && steps.loose.outputs.a%d == 'v%d'".formatted(i, i));
        }
        assertThat(answer(many.toString())).isEqualTo(new Reachability.Answer(true, true, false));
    }
}
