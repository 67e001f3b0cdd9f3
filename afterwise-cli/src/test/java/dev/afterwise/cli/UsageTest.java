package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            histroy                         | Unknown command 'histroy'; did you mean 'history'?
            history lst                     | Unknown command 'lst'; did you mean 'list'?
            history list --taks email       | Unknown option '--taks'; did you mean '--task'?
            history list --statsu=failed    | Unknown option '--statsu'; did you mean '--status'?
            history list --status faild     | did you mean 'failed'?
            history list -o jsn             | did you mean 'json'?
            history list --color pink       | auto, always, never
            history list --limit ten        | --limit
            history list --limit 0          | --limit must be from 1 to 10,000
            history list --limit 10001      | --limit must be from 1 to 10,000
            run plan.yaml --param region    | Invalid value for option '--param': it must be NAME=VALUE, but it is (region).
            history list --after 7          | --after
            history list surplus            | Unexpected argument 'surplus'
            history show                    | ID
            history                         | list, show, errors, stats
            history errors --limit 0        | --limit
            trends --by fortnight           | hour, day, week
            recommendations aprove x        | did you mean 'approve'?
            doctor --store                  | --store
            help histry                     | did you mean 'history'?
            """)
    void saysInALineOrTwoWhatIsWrong(String command, String expected) {
        var result = new Cli(folder).run(command.split(" ")).exits(2);
        assertThat(result.err()).contains(expected).doesNotContain("Usage:", "Exception");
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpTellsExitCodesAndVariables(String command) {
        String[] words = (command + " --help").strip().split(" ");
        String help = new Cli(folder).run(words).exits(0).out();
        assertThat(help)
                .contains(
                        "Usage: afterwise " + command.replace("runs", "history").replace("roll-back", "rollback"))
                .contains("--store", "--workspace", "--output", "--color")
                .contains("Exit codes:", "  6     there is not enough history", "  130   ")
                .contains("Environment:", "AFTERWISE_STORE", "AFTERWISE_MAX_PLAN_STEPS", "NO_COLOR")
                .doesNotContain("\u001b");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    /** What it can't format it prints as it stands, with a warning past us. */
    @Test
    void whatHelpSaysCanBeFormatted() {
        assertThat(lines(Commands.whole(new Root())))
                .allSatisfy(
                        each -> assertThatCode(() -> each.formatted()).as(each).doesNotThrowAnyException());
    }

    private static Stream<String> lines(CommandLine line) {
        var spec = line.getCommandSpec();
        return Stream.of(
                        Arrays.stream(spec.usageMessage().description()),
                        spec.args().stream()
                                .filter(each -> each.description() != null)
                                .flatMap(each -> Arrays.stream(each.description())),
                        line.getSubcommands().values().stream().flatMap(UsageTest::lines))
                .flatMap(each -> each);
    }

    static Stream<String> commands() {
        return commands(Commands.whole(new Root()), "");
    }

    private static Stream<String> commands(CommandLine line, String path) {
        return Stream.concat(
                Stream.of(path.strip()),
                line.getSubcommands().entrySet().stream()
                        .flatMap(each -> commands(each.getValue(), path + " " + each.getKey())));
    }

    @Test
    void helpIsTheSameAskedForInAnyWay() {
        var cli = new Cli(folder);
        String help = cli.run("history", "list", "--help").exits(0).out();
        assertThat(cli.run("help", "history", "list").exits(0).out()).isEqualTo(help);
        assertThat(cli.run("runs", "list", "-h").exits(0).out()).isEqualTo(help);
        assertThat(cli.run().exits(0).out())
                .isEqualTo(cli.run("--help").exits(0).out());
    }

    @Test
    void anArgumentIsNeverTakenForAFileOfArguments() {
        var cli = new Cli(folder).write("args", "version");
        assertThat(cli.run("@args").exits(2).err()).contains("@args");
    }

    @Test
    void whatIsTypedCanNotCommandTheTerminal() {
        assertThat(new Cli(folder)
                        .run("history", "show", "\u001b]0;x\u0007")
                        .exits(3)
                        .err())
                .doesNotContain("\u001b", "\u0007");
    }
}
