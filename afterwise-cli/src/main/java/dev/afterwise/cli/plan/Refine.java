package dev.afterwise.cli.plan;

import dev.afterwise.PlanEstimates;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Configurations;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.Configuration;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.refine.Absences;
import dev.afterwise.plan.refine.Refinement;
import dev.afterwise.plan.refine.Refinements;
import dev.afterwise.plan.refine.Sureness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "refine",
        description = {
            "Say what could be written better in a plan: time-outs, needs, checkpoints, conditions, inputs.",
            "It looks at the plan, at the scripts in its folder and at earlier runs, and runs nothing.",
            "Each proposal says how sure it is. --write puts those that are certain or likely into the file, and keeps its comments;",
            "-o FILE writes the changed plan into another file."
        })
public final class Refine implements Verb {
    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(names = "--write", order = 1, description = "change the file")
    boolean write;

    @Option(names = "--all", order = 2, description = "change what is only possible, too")
    boolean all;

    @Override
    public boolean writesFile() {
        return true;
    }

    @Override
    public Answer answer(Session session) throws IOException {
        PlanFile planFile = PlanFile.of(session, Objects.requireNonNull(file));
        Path target = target(session, planFile);
        Plan plan = planFile.plan(session);
        String text = PlanReader.text(planFile.place());
        Path folder = Objects.requireNonNull(planFile.place().toAbsolutePath().getParent());
        List<Refinement> proposals = proposals(session, plan, folder);
        Configuration configuration =
                Configurations.read(session.shell(), folder, session.shell().folder());
        Mends mends = Mends.of(
                planFile.named().toString(),
                text,
                plan,
                proposals.stream()
                        .filter(each -> all || each.sureness().isAtLeast(Sureness.LIKELY))
                        .toList(),
                session.limits(),
                configuration);
        if (target != null && !(write && mends.made().isEmpty())) {
            Files.writeString(target, mends.text());
        }
        return answer(planFile.named().toString(), proposals, mends, text, target);
    }

    /** A plan that never ran can be looked at, too. */
    private static List<Refinement> proposals(Session session, Plan plan, Path folder) {
        Crew crew = Crew.NONE.completedFor(plan);
        var site = new PlanFolder(folder, session.shell().env());
        return session.isPlaceAsked() || Files.exists(session.place())
                ? session.open(Access.READ).plans().refinements(plan, crew, site)
                : Refinements.of(plan, PlanEstimates.UNKNOWN, Absences.NONE, crew, site);
    }

    /** Where to write the changed plan, or null if nowhere. */
    private @Nullable Path target(Session session, PlanFile planFile) throws IOException {
        Path other = session.file().orElse(null);
        if (other == null) {
            return write ? planFile.place().toRealPath() : null;
        }
        if (write) {
            throw Refusal.usage("--write and -o FILE must not both be given, but they are.");
        }
        if (Files.exists(other)) {
            throw Refusal.usage(
                    "The file (%s) must not be there yet, but it is.\nMaybe say --write to change the plan itself."
                            .formatted(other.getFileName()));
        }
        return other;
    }

    private Answer answer(String name, List<Refinement> proposals, Mends mends, String text, @Nullable Path target) {
        Set<Refinement> made = new HashSet<>(mends.made());
        String diff = UnifiedDiff.of(name, text, mends.text());
        boolean isWritten = target != null && !(write && made.isEmpty());
        Answer answer = Answer.of("plan.refine")
                .forPrograms("file", Cell.name(name))
                .listing(table(proposals, made))
                .forPrograms("diff", diff.isEmpty() ? Cell.ABSENT : Cell.name(diff))
                .forPrograms("written", new Cell.Flag(isWritten))
                .forPrograms("left", Cell.whole(mends.left()));
        if (proposals.isEmpty()) {
            answer = answer.remark("Nothing is found that could be written better.", Tone.GOOD);
        }
        if (!diff.isEmpty()) {
            answer = answer.block("diff", diff);
        }
        if (mends.left() > 0) {
            answer = answer.remark(
                    "At most %d changes at once are made in a plan of this size: up to %,d more are left for the next time."
                            .formatted(made.size(), mends.left()));
        }
        if (isWritten) {
            String file =
                    write ? name : Objects.requireNonNull(target).getFileName().toString();
            return answer.remark("%s with %d %s."
                    .formatted(file + " is written", made.size(), made.size() == 1 ? "change" : "changes"));
        }
        return proposals.isEmpty() ? answer : answer.hint(hint(name, proposals, !made.isEmpty()));
    }

    private String hint(String name, List<Refinement> proposals, boolean isChanged) {
        if (isChanged) {
            return "To change the file like this: afterwise plan refine %s --write%s"
                    .formatted(name, all ? " --all" : "");
        }
        return proposals.stream().allMatch(each -> each.mend() == null)
                ? "None of this can be changed by afterwise: somebody who knows the work must."
                : "Nothing of this is sure enough to be changed. To see what would be: afterwise plan refine %s --all"
                        .formatted(name);
    }

    private static Table<Refinement> table(List<Refinement> proposals, Set<Refinement> made) {
        return Table.of("proposals", proposals)
                .column(
                        "sureness",
                        "how sure",
                        it -> new Cell.Name(it.sureness().word(), tone(it.sureness())))
                .column("step", "step", it -> Cell.name(it.step()))
                .column("kind", "what", it -> Cell.name(it.kind().word()))
                .column("because", "because", it -> Cell.name(it.because()))
                .column(
                        "saves_s",
                        "saves s",
                        it -> it.saves() > 0 ? new Cell.Real(Math.round(it.saves() * 10) / 10.0) : Cell.ABSENT)
                .forPrograms("changes", it -> new Cell.Flag(made.contains(it)));
    }

    private static Tone tone(Sureness sureness) {
        return switch (sureness) {
            case CERTAIN -> Tone.STRONG;
            case LIKELY -> Tone.PLAIN;
            case POSSIBLE -> Tone.FAINT;
        };
    }
}
