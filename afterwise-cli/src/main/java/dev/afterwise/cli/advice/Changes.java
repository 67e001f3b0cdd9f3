package dev.afterwise.cli.advice;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.FailureClass;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a change is, in words and as an object. */
public final class Changes {
    private Changes() {}

    public static Cell cell(Change change) {
        List<Field> members = new ArrayList<>();
        members.add(Field.of("kind", Cell.name(change.kind())));
        members.add(Field.of("subject", subject(change.subject())));
        switch (change) {
            case Change.PreferAgent it -> members.add(Field.of("agent", Cell.name(it.agent())));
            case Change.SetThreshold it -> {
                members.add(Field.of("attribute", Cell.name(it.attribute())));
                members.add(Field.of("above", Cell.real(it.above())));
                members.add(Field.of("agent", Cell.name(it.agent())));
                members.add(Field.of("otherwise", Cell.name(it.otherwise())));
            }
            case Change.PreferVariant it -> {
                members.add(Field.of("choice", Cell.name(it.choice())));
                members.add(Field.of("variant", Cell.name(it.variant())));
            }
            case Change.RetryUpTo it -> members.add(Field.of("attempts", Cell.whole(it.attempts())));
            case Change.TimeOutAfter it -> members.add(Field.of("limit_ms", Cell.took(it.limit())));
            case Change.PreferModel it -> members.add(Field.of("model", Cell.name(it.model())));
            case Change.PreferRoute it -> members.add(Field.of("route", Cell.name(it.route())));
            case Change.PreferWhere it -> {
                members.add(Field.of("where", Cell.name(it.where().toString())));
                members.add(Field.of(it.dimension().word(), Cell.name(it.choice())));
            }
            case Change.MoveThreshold it -> {
                members.add(Field.of("name", Cell.name(it.name())));
                members.add(Field.of("above", Cell.real(it.above())));
            }
            case Change.PreferStrategies it -> {
                members.add(Field.of("against", Cell.name(it.against().label())));
                members.add(Field.of("strategies", Cell.several(it.strategies())));
            }
            case Change.SetBreaker it -> members.addAll(limits(it.limits()));
            case Change.SetBudget it -> members.add(Field.of("tokens", Cell.whole(it.tokens())));
            case Change.BoostBy it -> members.add(Field.of("factor", Cell.real(it.factor())));
            case Change.FallBackTo it -> {
                members.add(Field.of("against", Cell.several(labels(it.against()))));
                members.add(Field.of("agent", Cell.name(it.agent())));
            }
            case Change.Parallelise it -> members.add(Field.of("need", Cell.name(it.need())));
            case Change.Reorder it -> members.add(Field.of("after", Cell.name(it.after())));
            case Change.AddCheckpoint it -> members.add(Field.of("check", Cell.name(it.check())));
            case Change.SetEstimate it -> members.add(Field.of("typical_ms", Cell.took(it.typical())));
            case Change.StartAt it -> members.add(Field.of("schedule", Cell.name(it.schedule())));
            case Change.ShieldWork ignored -> {}
        }
        return new Cell.Compound(Cell.text(words(change)), members);
    }

    private static List<Field> limits(BreakerLimits limits) {
        return List.of(
                Field.of("failures_in_a_row", Cell.whole(limits.failuresInARow())),
                Field.of("failure_rate", Cell.real(limits.failureRate())),
                Field.of("slow_rate", Cell.real(limits.slowRate())),
                Field.of("slow_after_ms", Cell.took(limits.slowAfter())),
                Field.of("window_ms", Cell.took(limits.window())),
                Field.of("open_for_ms", Cell.took(limits.openFor())),
                Field.of("longest_open_ms", Cell.took(limits.longestOpen())));
    }

    public static String words(Change change) {
        String what = switch (change) {
            case Change.PreferAgent it -> "take '%s'".formatted(it.agent());
            case Change.SetThreshold it ->
                "take '%s' where %s > %s, otherwise '%s'"
                        .formatted(it.agent(), it.attribute(), Value.of(it.above()), it.otherwise());
            case Change.PreferVariant it -> "let '%s' be '%s'".formatted(it.choice(), it.variant());
            case Change.RetryUpTo it -> "try up to %d times".formatted(it.attempts());
            case Change.TimeOutAfter it -> "stop after " + Figures.duration(it.limit());
            case Change.PreferModel it -> "take the model '%s'".formatted(it.model());
            case Change.PreferRoute it -> "take the route '%s'".formatted(it.route());
            case Change.PreferWhere it ->
                "take the %s '%s' where %s".formatted(it.dimension().word(), it.choice(), it.where());
            case Change.MoveThreshold it -> "move the threshold '%s' to %s".formatted(it.name(), Value.of(it.above()));
            case Change.PreferStrategies it ->
                "against %s do first: %s".formatted(it.against().label(), String.join(", ", it.strategies()));
            case Change.SetBreaker it ->
                "let the circuit breaker open after %d failures in a row, for %s"
                        .formatted(
                                it.limits().failuresInARow(),
                                Figures.duration(it.limits().openFor()));
            case Change.SetBudget it -> "let the recovery budget hold %d tokens".formatted(it.tokens());
            case Change.BoostBy it -> "always do %.0f %% more about failures".formatted(100 * it.factor());
            case Change.FallBackTo it ->
                "after %s fall back to '%s'"
                        .formatted(
                                it.against().isEmpty() ? "any failure" : String.join(", ", labels(it.against())),
                                it.agent());
            case Change.Parallelise it -> "don't wait for '%s'".formatted(it.need());
            case Change.Reorder it -> "begin after '%s'".formatted(it.after());
            case Change.AddCheckpoint it -> "check first that " + it.check();
            case Change.SetEstimate it -> "expect it to take " + Figures.duration(it.typical());
            case Change.StartAt it -> "begin at '%s'".formatted(it.schedule());
            case Change.ShieldWork ignored -> "try nothing out on it";
        };
        return words(change.subject()) + ": " + what;
    }

    private static List<String> labels(Set<FailureClass> classes) {
        return classes.stream().map(FailureClass::label).toList();
    }

    private static String words(Subject subject) {
        Optional<String> step = subject.part(Dimension.STEP);
        return subject.part(Dimension.TASK)
                .map(task -> step.map(it -> task + " / " + it).orElse(task))
                .orElse(step.orElse("everything"));
    }

    private static Cell subject(Subject subject) {
        return new Cell.Compound(
                Cell.ABSENT,
                subject.parts().entrySet().stream()
                        .map(part -> Field.of(part.getKey().word(), Cell.name(part.getValue())))
                        .toList());
    }
}
