package dev.afterwise.cli.insight;

import dev.afterwise.ErrorBook;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.SlowPhases;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.history.PatternScan;
import dev.afterwise.learn.Misroute;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.health.Limits;
import dev.afterwise.learn.health.Optimisation;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.phases.Bottleneck;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all analyses together say of the last days.
 *
 * @param found patterns; empty if there are too many executions to look for them by the way
 * @param changes levels that shifted; empty as above
 */
record Insight(
        Checkup checkup,
        Optional<Found> found,
        Optional<List<Told>> changes,
        List<Told> bottlenecks,
        List<Told> errors,
        List<Told> recommendations,
        List<Action> actions) {
    /** Of more executions, looking for patterns would take longer than all the rest. */
    private static final int MOST_FOR_PATTERNS = 200_000;

    private static final int MOST_ERRORS = 5;

    /** A sentence, and the command that shows more. */
    record Told(String subject, String sentence, String command) {}

    /**
     * Something to do.
     *
     * @param kind in a word, for programs to choose by
     * @param expected what it should bring; null if nobody knows
     * @param command which does it, or shows what it takes
     */
    record Action(
            String kind,
            String subject,
            String what,
            @Nullable Evidence expected,
            String command) {}

    static Optional<Insight> of(WorkspaceStore store, int days, Instant now) {
        return Examined.of(store, Optional.empty(), days, days, now).map(examined -> of(store, examined, days));
    }

    private static Insight of(WorkspaceStore store, Examined examined, int days) {
        Window window = examined.vitals().now().window();
        Columns columns = examined.vitals().columns();
        Checkup checkup = Checkup.of(examined.vitals(), Limits.USUAL);
        List<KnownError> errors = ErrorBook.of(store)
                .report(new ErrorScope(Subject.EVERYTHING, window))
                .errors();
        List<Recommendation> proposed = store.ledger().list(Advised.class).stream()
                .map(each -> each.document().recommendation())
                .filter(each -> each.status() == Recommendation.Status.PROPOSED)
                .toList();
        List<Misroute> misroutes = Misroute.in(columns);
        return new Insight(
                checkup,
                columns.size() > MOST_FOR_PATTERNS
                        ? Optional.empty()
                        : Optional.of(PatternScan.of(store, Filter.ALL.with(window), ZoneOffset.UTC)
                                .found()),
                changes(examined, days),
                bottlenecks(store, window),
                errors(errors),
                proposed.stream()
                        .map(each -> new Told(
                                each.id(),
                                Changes.words(each.change()) + ": " + each.because(),
                                "afterwise recommendations"))
                        .toList(),
                actions(checkup, errors, proposed, misroutes));
    }

    private static Optional<List<Told>> changes(Examined examined, int days) {
        return examined.shifts()
                .map(shifts -> shifts.stream()
                        .map(each -> new Told(
                                each.scope().words(),
                                each.because(),
                                "afterwise degradations --all --days " + 2 * days))
                        .toList());
    }

    private static List<Told> bottlenecks(WorkspaceStore store, Window window) {
        return SlowPhases.of(store, null, window).bottlenecks().stream()
                .map(Insight::told)
                .toList();
    }

    private static Told told(Bottleneck each) {
        return new Told(each.phase().key().toString(), each.because() + ". " + each.advice(), "afterwise slow");
    }

    private static List<Told> errors(List<KnownError> errors) {
        return errors.stream()
                .limit(MOST_ERRORS)
                .map(each -> new Told(
                        each.key().id(),
                        "%s, %,d times: %s"
                                .formatted(
                                        each.life().state().word(), each.waste().failures(), said(each)),
                        "afterwise errors list"))
                .toList();
    }

    private static String said(KnownError error) {
        return Stream.of(
                        error.life().label(),
                        error.key().template(),
                        error.key().type())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("nobody said why");
    }

    private static List<Action> actions(
            Checkup checkup, List<KnownError> errors, List<Recommendation> proposed, List<Misroute> misroutes) {
        List<Action> actions = new ArrayList<>();
        for (Recommendation each : proposed) {
            actions.add(new Action(
                    "approve",
                    each.id(),
                    Changes.words(each.change()),
                    each.evidence(),
                    "afterwise recommendations approve " + each.id()));
        }
        for (Misroute each : misroutes) {
            actions.add(new Action(
                    "route",
                    each.task(),
                    each.rule(),
                    new Evidence(
                            each.decided().tried() + each.there().tried(),
                            Measure.SUCCESS_RATE,
                            each.there().rate() - each.decided().rate(),
                            each.gain().low(),
                            each.gain().high(),
                            each.pValue(),
                            List.of()),
                    "afterwise analyze misroutes"));
        }
        for (KnownError each : errors) {
            if (each.life().state() == Life.State.NEW || each.life().state() == Life.State.REGRESSED) {
                actions.add(new Action(
                        "look_at_error",
                        each.key().id(),
                        "%s error: %s"
                                .formatted(
                                        each.life().state().word(), each.key().template()),
                        null,
                        "afterwise errors show " + each.key().id()));
            }
        }
        for (Optimisation each : checkup.optimisations()) {
            actions.add(new Action(
                    each.kind().word(),
                    each.subject(),
                    "%s: %s".formatted(each.subject(), each.how().getFirst()),
                    each.impact() == null ? null : each.impact().evidence(),
                    each.command()));
        }
        return List.copyOf(actions);
    }

    Tally now() {
        return checkup.overall().now().outcomes().decided();
    }

    Tally before() {
        return checkup.overall().before().outcomes().decided();
    }

    long executions() {
        return checkup.overall().now().outcomes().total();
    }

    List<Told> patterns(PatternKind kind) {
        return found.stream()
                .flatMap(all -> all.patterns().stream())
                .filter(each -> each.kind() == kind)
                .map(each -> new Told(
                        each.circumstance().text(), each.sentence(), "afterwise patterns --type " + kind.word()))
                .toList();
    }
}
