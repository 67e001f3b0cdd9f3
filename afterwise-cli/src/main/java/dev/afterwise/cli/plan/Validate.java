package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.Problem;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = {
            "Say everything that is wrong with plans, as file:line:column: message. Nothing is run.",
            "Exits with 0 if all are well, with 2 if one is not."
        })
public final class Validate implements Verb {
    @Parameters(paramLabel = "PLAN", arity = "1..*", description = "a plan, a YAML file")
    List<Path> files = List.of();

    /**
     * What came of one file.
     *
     * @param plan null if there are problems
     */
    private record Checked(Path file, @Nullable Plan plan) {}

    private record Place(String file, Problem problem) {}

    @Override
    public Answer answer(Session session) throws IOException {
        List<PlanFile> all =
                files.stream().map(file -> PlanFile.of(session, file)).toList();
        var checked = new ArrayList<Checked>();
        // Several plans in one folder share its configuration, and so its problems.
        var problems = new LinkedHashSet<Place>();
        for (PlanFile file : all) {
            try {
                checked.add(new Checked(file.named(), file.plan(session)));
            } catch (Refusal e) {
                if (e.problems().isEmpty()) {
                    throw e;
                }
                checked.add(new Checked(file.named(), null));
                e.problems().forEach(problem -> problems.add(new Place(e.file(), problem)));
            }
        }
        return answer(checked, List.copyOf(problems));
    }

    private static Answer answer(List<Checked> checked, List<Place> problems) {
        Answer answer = Answer.of("plan.validate").with(files(checked)).listing(problems(problems));
        for (Place each : problems) {
            answer = answer.remark(each.problem.in(each.file), Tone.BAD);
        }
        for (Checked each : checked) {
            Plan plan = each.plan;
            if (plan != null) {
                answer = answer.remark("%s: %s, %s and %s, is well"
                        .formatted(
                                each.file,
                                plan.name(),
                                counted(plan.steps().size(), "step"),
                                counted(plan.params().size(), "parameter")));
            }
        }
        for (Checked each : checked) {
            for (String missing : missing(each.plan)) {
                answer = answer.remark("%s: not here: %s".formatted(each.file, missing), Tone.WARNING);
            }
        }
        return answer.exit(problems.isEmpty() ? Exit.OK : Exit.USAGE);
    }

    /** Whom it asks for that this command can't call: a program that runs the plan may well have them. */
    private static List<String> missing(@Nullable Plan plan) {
        return plan == null ? List.of() : Crew.NONE.completedFor(plan).missing(plan);
    }

    private static String counted(int count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    private static Table<Checked> files(List<Checked> checked) {
        return Table.of("files", checked)
                .forPrograms("file", it -> Cell.name(it.file.toString()))
                .forPrograms("valid", it -> new Cell.Flag(it.plan != null))
                .forPrograms("plan", it -> it.plan == null ? Cell.ABSENT : Cell.name(it.plan.name()))
                .forPrograms(
                        "steps",
                        it -> it.plan == null
                                ? Cell.ABSENT
                                : Cell.whole(it.plan.steps().size()))
                .forPrograms("missing", it -> Cell.several(missing(it.plan)))
                .forPrograms(
                        "params",
                        it -> it.plan == null
                                ? Cell.ABSENT
                                : Cell.whole(it.plan.params().size()));
    }

    private static Table<Place> problems(List<Place> problems) {
        return Table.of("problems", problems)
                .forPrograms("file", it -> Cell.name(it.file))
                .forPrograms("line", it -> Cell.whole(it.problem.line()))
                .forPrograms("column", it -> Cell.wholeUnlessZero(it.problem.column()))
                .forPrograms("message", it -> Cell.name(it.problem.message()));
    }
}
