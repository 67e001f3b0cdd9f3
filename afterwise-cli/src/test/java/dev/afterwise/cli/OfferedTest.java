package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.server.Role;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class OfferedTest {
    /** What all commands take, and the server lets nobody say. */
    private static final Set<String> KEPT =
            Set.of("--store", "--workspace", "--output", "-o", "--json", "--color", "--help", "-h", "--rejected");

    private static final List<String> LABELS = List.of("FILE", "FOLDER", "PATH", "DIR", "URL", "PLAN.YAML");

    private final CommandLine root = Commands.whole(new Root());

    @Test
    void noCommandThatIsOfferedTakesAFileOrAFolder() {
        assertThat(Offered.ALL)
                .hasSizeGreaterThan(50)
                .allSatisfy(offered -> assertThat(spec(offered).args().stream()
                                .filter(argument -> !isKept(argument))
                                .filter(OfferedTest::isFile)
                                .map(ArgSpec::paramLabel))
                        .as(offered.command())
                        .isEmpty());
    }

    @Test
    void nothingIsOfferedThatStartsWorkOrOpensDoors() {
        assertThat(Offered.ALL)
                .extracting(Offered::command)
                .doesNotContain(
                        "run",
                        "rehearse",
                        "import",
                        "export",
                        "serve",
                        "mcp",
                        "loop",
                        "report",
                        "doctor",
                        "tokens add",
                        "tokens forget",
                        "store prune",
                        "store backup",
                        "store restore",
                        "knowledge import",
                        "knowledge export",
                        "plan adapt");
    }

    @Test
    void whatChangesSomethingIsNeverOfferedToThoseWhoOnlyLook() {
        assertThat(Offered.ALL)
                .allSatisfy(each -> assertThat(
                                each.method().equals("GET") || each.least().covers(Role.WRITER))
                        .as(each.command())
                        .isTrue());
        assertThat(Offered.of("POST", List.of("history", "list"))).isEmpty();
        assertThat(Offered.of("GET", List.of("recommendations", "approve", "1")))
                .isEmpty();
        assertThat(Offered.of("GET", List.of("feedback"))).isPresent();
        assertThat(Offered.of("GET", List.of("feedback", "recommendation", "1", "good")))
                .isEmpty();
    }

    private CommandSpec spec(Offered offered) {
        CommandLine line = root;
        for (String word : offered.command().split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(word), offered.command());
        }
        return line.getCommandSpec();
    }

    private static boolean isKept(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && Arrays.stream(option.names()).anyMatch(KEPT::contains);
    }

    private static boolean isFile(ArgSpec argument) {
        return Stream.concat(Stream.of(argument.type()), Arrays.stream(argument.auxiliaryTypes()))
                        .anyMatch(type -> Path.class.isAssignableFrom(type)
                                || File.class.isAssignableFrom(type)
                                || InputStream.class.isAssignableFrom(type))
                || LABELS.contains(argument.paramLabel().toUpperCase(Locale.ROOT));
    }
}
