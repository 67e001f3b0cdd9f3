package dev.afterwise.cli.shell;

import dev.afterwise.heal.classify.Rules;
import dev.afterwise.heal.classify.RulesException;
import dev.afterwise.json.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of rules by which failures are classified. */
public final class RulesFile {
    private static final long MOST_BYTES = 1 << 20;

    private RulesFile() {}

    /**
     * The rules that it holds; those of the configuration, if no file is named.
     *
     * @param named what its user calls it
     * @throws Refusal if there is no such file, or with everything that is wrong with it
     */
    public static Rules read(Shell shell, @Nullable Path named) throws IOException {
        return named == null ? new Configurations(shell).rules() : of(shell, named);
    }

    /**
     * The rules that a file holds.
     *
     * @throws Refusal as above
     */
    static Rules of(Shell shell, Path named) throws IOException {
        Path file = shell.file(named);
        if (!Files.exists(file)) {
            throw Refusal.notFound("There must be a file of rules (%s), but there is none.".formatted(named));
        }
        if (Files.isDirectory(file)) {
            throw Refusal.usage("Rules must be a file, but (%s) is a folder.".formatted(named));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw Refusal.usage("A file of rules (%s) must be at most 1 MiB long, but it is longer.".formatted(named));
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            return Rules.parse(named.toString(), text);
        } catch (RulesException e) {
            throw Refusal.problems(
                    named.toString(),
                    e.mistakes().stream()
                            .map(each -> new Problem(each.line(), 0, each.message()))
                            .toList());
        }
    }
}
