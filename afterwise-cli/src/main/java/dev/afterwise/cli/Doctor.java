package dev.afterwise.cli;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Health;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Check what afterwise needs: Java, the store, the environment. Nothing is changed.")
final class Doctor implements Verb {
    private enum Finding {
        OK,
        PROBLEM
    }

    private record Check(String name, Finding finding, String details) {}

    @Override
    public Answer answer(Session session) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("afterwise", Finding.OK, Version.number()));
        checks.add(new Check("Java", Finding.OK, Version.java()));
        boolean isReached = checkStore(session, checks);
        checkEnvironment(session, checks);
        boolean isWell = checks.stream().allMatch(check -> check.finding == Finding.OK);
        return Answer.of("doctor")
                .listing(table(checks))
                .exit(!isReached ? Exit.STORE : isWell ? Exit.OK : Exit.FAILED);
    }

    private static Table<Check> table(List<Check> checks) {
        return Table.of("checks", checks)
                .column("check", "check", it -> Cell.name(it.name))
                .column(
                        "status",
                        "status",
                        it -> new Cell.Name(Words.of(it.finding), it.finding == Finding.OK ? Tone.GOOD : Tone.BAD))
                .column("details", "details", it -> Cell.name(it.details));
    }

    /** Whether the store can be reached, or there is none and none need be. */
    private static boolean checkStore(Session session, List<Check> checks) {
        Path place = session.place();
        if (!Files.exists(place) && !session.isPlaceAsked()) {
            checks.add(new Check("store", Finding.OK, "none yet; the first import or run makes it at " + place));
            checkWritable(nearestFolder(place), checks);
            return true;
        }
        try (Store store = session.openStore(Access.READ)) {
            Finding finding;
            String details;
            switch (store.check()) {
                case Health.Up it -> {
                    finding = Finding.OK;
                    details = it.details();
                }
                case Health.Down it -> {
                    finding = Finding.PROBLEM;
                    details = it.why();
                }
            }
            checks.add(new Check("store", finding, place.toString()));
            checks.add(new Check("health", finding, details));
            long executions = store.workspace(session.workspace()).history().statistics(Filter.ALL, Set.of()).stream()
                    .mapToLong(summary -> summary.outcomes().total())
                    .sum();
            checks.add(new Check(
                    "history",
                    Finding.OK,
                    "%s executions in the workspace %s".formatted(Figures.whole(executions), session.workspace())));
            checkWritable(place, checks);
            return finding == Finding.OK;
        } catch (StoreException | Refusal e) {
            checks.add(new Check("store", Finding.PROBLEM, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static void checkWritable(@Nullable Path place, List<Check> checks) {
        boolean isWritable = place != null && isWritable(place);
        checks.add(new Check(
                "writing",
                isWritable ? Finding.OK : Finding.PROBLEM,
                "%s %s be written".formatted(place, isWritable ? "can" : "can not")));
    }

    /** Whether its owner may write there: the superuser could always, but should not. A store needs its folder for its log. */
    private static boolean isWritable(Path place) {
        Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
        return Stream.of(place, folder)
                .allMatch(each -> each != null && Files.isWritable(each) && isOwnerAllowed(each));
    }

    private static boolean isOwnerAllowed(Path place) {
        try {
            return Files.getPosixFilePermissions(place).contains(PosixFilePermission.OWNER_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    private static @Nullable Path nearestFolder(Path place) {
        Path folder = place.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static void checkEnvironment(Session session, List<Check> checks) {
        try {
            PlanLimits limits = session.limits();
            checks.add(new Check(
                    "plans",
                    Finding.OK,
                    "at most %d steps, %d at once".formatted(limits.maxSteps(), limits.maxConcurrency())));
        } catch (Refusal e) {
            checks.add(new Check("plans", Finding.PROBLEM, String.valueOf(e.getMessage())));
        }
        String seen = Stream.of(Variable.values())
                .flatMap(each -> session.shell().env().value(each).map(value -> each + "=" + value).stream())
                .collect(Collectors.joining(", "));
        checks.add(new Check("environment", Finding.OK, seen.isEmpty() ? "none of our variables is set" : seen));
    }
}
