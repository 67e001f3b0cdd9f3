package dev.afterwise.cli.errors;

import dev.afterwise.ExecutionId;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Sparkline;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.learn.errors.Course;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.store.WorkspaceStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How what is known of errors is written. */
final class Shown {
    private static final int MOST_BARS = 14;
    private static final int MOST_CANDIDATES = 10;

    private Shown() {}

    static Cell state(Life.State state) {
        return new Cell.Name(
                state.word(),
                switch (state) {
                    case NEW, REGRESSED -> Tone.BAD;
                    case ONGOING -> Tone.WARNING;
                    case RESOLVED -> Tone.GOOD;
                });
    }

    /** What people call it, or else what it says. */
    static Cell said(KnownError error) {
        String label = error.life().label();
        if (!label.isEmpty()) {
            return new Cell.Text(label, Tone.GOOD);
        }
        boolean isSilent =
                error.key().template().isEmpty() && error.key().type().isEmpty();
        return isSilent
                ? new Cell.Text("nobody said why", Tone.FAINT)
                : Cell.text(error.key().template());
    }

    /** How many of the executions ended in it, with its interval. */
    static Cell rate(Tally tally) {
        return Cell.rate(tally);
    }

    static Cell difference(Course course) {
        return new Cell.Compound(
                new Cell.Figure(String.format(
                        Locale.ROOT,
                        "%+.2f points (%.2f to %.2f)",
                        effect(course) * 100,
                        course.difference().low() * 100,
                        course.difference().high() * 100)),
                List.of(
                        Field.of("effect", Cell.real(effect(course))),
                        Field.of("low", Cell.real(course.difference().low())),
                        Field.of("high", Cell.real(course.difference().high())),
                        Field.of("p_value", Cell.real(course.pValue()))));
    }

    private static double effect(Course course) {
        return course.recent().rate() - course.before().rate();
    }

    static Cell sparkline(Course course) {
        double[] counts =
                course.counts().stream().mapToDouble(Long::doubleValue).toArray();
        String bars = Sparkline.of(counts, MOST_BARS);
        String trend = course.isRising() ? " rising" : course.isFalling() ? " falling" : "";
        return new Cell.Figure(bars + trend);
    }

    /** The ids of the first examples of each. */
    static Map<Long, ExecutionId> ids(WorkspaceStore workspace, List<KnownError> errors, int most) {
        return workspace
                .segments()
                .ids(errors.stream()
                        .flatMap(each -> each.seen().examples().stream().limit(most))
                        .toList());
    }

    /**
     * The one error that is meant.
     *
     * @throws Refusal if there is none, or several
     */
    static KnownError find(Session session, ErrorReport report, String id) {
        String beginning = id.toLowerCase(Locale.ROOT);
        List<KnownError> found = beginning.isEmpty() ? List.of() : report.startingWith(beginning);
        if (found.size() > 1) {
            List<String> candidates = found.stream()
                    .map(each ->
                            each.key().id() + "  " + Figures.fitting(each.key().template(), 60))
                    .toList();
            throw Refusal.ambiguous("error", id, candidates, MOST_CANDIDATES);
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(session.hint()
                        .orElse("There must be an error (%s), but there is none.\nMaybe run 'afterwise errors'."
                                .formatted(id))));
    }
}
