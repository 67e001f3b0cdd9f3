package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.KnowledgePack;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write what was learned and written here into a pack for others: a JSON file of texts and numbers.",
            "It holds names of tasks, agents and errors of yours: look at it before you give it away."
        })
final class KnowledgeExport implements Verb {
    @Parameters(paramLabel = "FILE", description = "where the pack is to be")
    Path file = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            order = 0,
            description = "what the pack is called; the workspace by default")
    @Nullable
    String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            order = 1,
            description = "the version of the pack; 1 by default")
    String version = "1";

    @Option(names = "--task", paramLabel = "TASK", order = 2, description = "only what is said of this kind of work")
    @Nullable
    String task;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            order = 3,
            split = ",",
            description = "only best_practice, known_issue, optimization or pattern; several with commas")
    List<Knowledge.Kind> kinds = List.of();

    @Option(
            names = "--min-confidence",
            paramLabel = "SHARE",
            order = 4,
            description = "only what is at least so sure, from 0 to 1; 0.5 by default")
    double minConfidence = .5;

    @Override
    public Answer answer(Session session) throws IOException {
        KnowledgeBase base = Opened.base(session, Access.READ);
        KnowledgePack pack;
        try {
            pack = base.pack(
                    name == null ? session.workspace().name() : name,
                    version,
                    each -> (task == null || each.scope().task().equals(task))
                            && (kinds.isEmpty() || kinds.contains(each.kind()))
                            && base.confidence(each) >= minConfidence);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        if (pack.items().isEmpty()) {
            return Answer.of("knowledge.export")
                    .forPrograms("items", Cell.whole(0))
                    .hint("Nothing that is known here matches, so no pack was written.")
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Path place = session.shell().file(file);
        Path folder = place.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Refusal.notFound("There must be a folder (%s) to write into, but there is none.".formatted(folder));
        }
        Path growing = place.resolveSibling(place.getFileName() + ".part");
        try {
            Files.writeString(growing, Packs.write(pack) + "\n");
            Files.move(growing, place, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(growing);
        }
        return Answer.of("knowledge.export")
                .field("path", "file", Cell.name(place.toString()))
                .field("items", "items", Cell.whole(pack.items().size()))
                .remark("It holds names of tasks, agents and errors: look at it before you give it away.");
    }
}
