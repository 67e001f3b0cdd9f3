package dev.afterwise.cli.plan;

import dev.afterwise.Change;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.json.PlanChange;
import dev.afterwise.json.PlanEdit;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The text of a plan with changes written into it.
 *
 * @param after the text as it is with them
 * @param diff what is different; empty if nothing is
 * @param unsaid of what can't be written into it, why
 */
record Rewritten(String after, String diff, List<String> unsaid) {
    Rewritten {
        unsaid = List.copyOf(unsaid);
    }

    /** @throws Refusal if the file is no plan */
    static Rewritten of(Session session, PlanFile file, List<Change> changes) throws IOException {
        String name = file.named().toString();
        String before;
        PlanEdit edit;
        try {
            before = PlanReader.text(file.place());
            edit = PlanEdit.of(name, before);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(name, e.problems());
        }
        Path folder = Objects.requireNonNull(file.place().toAbsolutePath().getParent());
        Plan plan = file.plan(session);
        var unsaid = new ArrayList<String>();
        for (Change change : changes) {
            try {
                Optional<PlanEdit> next = PlanChange.in(edit, plan, change);
                if (next.isEmpty()) {
                    unsaid.add("No file can say this, but the policy can (--apply policy): " + Changes.words(change));
                    continue;
                }
                plan = Configured.plan(name, next.get().text(), folder, session.shell(), session.limits());
                edit = next.get();
            } catch (IllegalArgumentException e) {
                unsaid.add("%s: %s".formatted(Changes.words(change), e.getMessage()));
            }
        }
        return new Rewritten(edit.text(), UnifiedDiff.of(name, before, edit.text()), unsaid);
    }
}
