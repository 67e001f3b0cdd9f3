package dev.afterwise.cli.advice;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import java.util.ArrayList;
import java.util.List;

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
            case Change.RetryUpTo it -> members.add(Field.of("attempts", Cell.whole(it.attempts())));
            case Change.TimeOutAfter it -> members.add(Field.of("limit_ms", Cell.took(it.limit())));
        }
        return new Cell.Compound(Cell.text(words(change)), members);
    }

    public static String words(Change change) {
        String what = switch (change) {
            case Change.PreferAgent it -> "take '%s'".formatted(it.agent());
            case Change.SetThreshold it ->
                "take '%s' where %s > %s, otherwise '%s'"
                        .formatted(it.agent(), it.attribute(), Value.of(it.above()), it.otherwise());
            case Change.RetryUpTo it -> "try up to %d times".formatted(it.attempts());
            case Change.TimeOutAfter it -> "stop after " + Figures.duration(it.limit());
        };
        return words(change.subject()) + ": " + what;
    }

    private static String words(Subject subject) {
        String task = subject.part(Dimension.TASK).orElse("everything");
        return subject.part(Dimension.STEP).map(step -> task + " / " + step).orElse(task);
    }

    private static Cell subject(Subject subject) {
        return new Cell.Compound(
                Cell.ABSENT,
                subject.parts().entrySet().stream()
                        .map(part -> Field.of(part.getKey().word(), Cell.name(part.getValue())))
                        .toList());
    }
}
