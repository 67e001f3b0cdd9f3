package dev.afterwise.cli.knowledge;

import dev.afterwise.cli.shell.Group;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code knowledge} and its subcommand {@code list}. */
@Command(
        name = "knowledge",
        description =
                "What is known and can be used again: learned from the history, written down, or brought in packs.")
public final class Knowledges extends KnowledgeList implements Group {
    public Knowledges() {}

    @Override
    public List<Class<?>> members() {
        return List.of(
                KnowledgeList.class,
                KnowledgeShow.class,
                KnowledgeFor.class,
                KnowledgeSearch.class,
                KnowledgeAdd.class,
                KnowledgeFeedback.class,
                KnowledgeAccept.class,
                KnowledgeForget.class,
                KnowledgeLearn.class,
                KnowledgeExport.class,
                KnowledgeImport.class);
    }
}
