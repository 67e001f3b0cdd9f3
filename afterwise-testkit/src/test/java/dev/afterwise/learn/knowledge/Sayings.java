package dev.afterwise.learn.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.Subject;
import dev.afterwise.Trust;
import java.time.Instant;
import java.util.List;

/** Items of knowledge for tests. */
final class Sayings {
    static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

    private Sayings() {}

    static Knowledge of(String task, String statement, String... conditions) {
        return of(Subject.task(task), statement, "", conditions);
    }

    static Knowledge of(Subject subject, String statement, String action, String... conditions) {
        var scope = new Scope(subject, "", List.of(conditions));
        return new Knowledge(
                Knowledge.id(Kind.BEST_PRACTICE, scope, statement),
                Kind.BEST_PRACTICE,
                scope,
                statement,
                action,
                new Provenance(From.WRITTEN, "", NOW),
                Trust.of(.8, NOW));
    }
}
