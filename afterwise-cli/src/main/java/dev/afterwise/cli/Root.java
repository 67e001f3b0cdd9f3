package dev.afterwise.cli;

import dev.afterwise.cli.advice.Recommend;
import dev.afterwise.cli.advice.Recommendations;
import dev.afterwise.cli.demo.Demo;
import dev.afterwise.cli.history.HistoryErrors;
import dev.afterwise.cli.history.HistoryList;
import dev.afterwise.cli.history.HistoryShow;
import dev.afterwise.cli.history.HistoryStats;
import dev.afterwise.cli.history.HistoryTrends;
import dev.afterwise.cli.history.Import;
import dev.afterwise.cli.plan.Run;
import dev.afterwise.cli.shell.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All commands. Those without a name of their own here only group others. */
@Command(
        name = "afterwise",
        description = "Records what work did, learns from it, heals it while it runs, and plans it better next time.",
        subcommands = {
            Run.class,
            Import.class,
            Root.History.class,
            HistoryTrends.class,
            Recommend.class,
            Recommendations.class,
            Demo.class,
            Doctor.class,
            Version.class,
            Help.class
        })
final class Root {
    @Mixin
    GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-V", "--version"},
            order = 106,
            description = "the same as 'afterwise version'")
    boolean version;

    @Command(
            name = "history",
            aliases = "runs",
            description = "Look at what was recorded.",
            subcommands = {HistoryList.class, HistoryShow.class, HistoryErrors.class, HistoryStats.class})
    static final class History {}
}
