package dev.afterwise.cli;

import dev.afterwise.cli.access.Audit;
import dev.afterwise.cli.access.TokenBook;
import dev.afterwise.cli.advice.Predict;
import dev.afterwise.cli.advice.Recommend;
import dev.afterwise.cli.advice.Recommendations;
import dev.afterwise.cli.change.Alerting;
import dev.afterwise.cli.change.Degraded;
import dev.afterwise.cli.demo.Demo;
import dev.afterwise.cli.errors.Errors;
import dev.afterwise.cli.errors.Slow;
import dev.afterwise.cli.eval.EvalAnomaly;
import dev.afterwise.cli.eval.EvalChangepoints;
import dev.afterwise.cli.eval.EvalClassify;
import dev.afterwise.cli.eval.EvalDuration;
import dev.afterwise.cli.eval.EvalNull;
import dev.afterwise.cli.eval.EvalPredict;
import dev.afterwise.cli.eval.EvalRecommend;
import dev.afterwise.cli.eval.EvalSchedule;
import dev.afterwise.cli.eval.EvalTemplates;
import dev.afterwise.cli.heal.BreakersList;
import dev.afterwise.cli.heal.BreakersOpen;
import dev.afterwise.cli.heal.BreakersReset;
import dev.afterwise.cli.heal.Budget;
import dev.afterwise.cli.heal.Classify;
import dev.afterwise.cli.heal.HealExplain;
import dev.afterwise.cli.heal.HealPreferences;
import dev.afterwise.cli.heal.HealWaiting;
import dev.afterwise.cli.history.Compare;
import dev.afterwise.cli.history.Export;
import dev.afterwise.cli.history.HealList;
import dev.afterwise.cli.history.HealShow;
import dev.afterwise.cli.history.HealStats;
import dev.afterwise.cli.history.HistoryErrors;
import dev.afterwise.cli.history.HistoryList;
import dev.afterwise.cli.history.HistoryMetrics;
import dev.afterwise.cli.history.HistoryOutcome;
import dev.afterwise.cli.history.HistoryPatterns;
import dev.afterwise.cli.history.HistoryRate;
import dev.afterwise.cli.history.HistoryReport;
import dev.afterwise.cli.history.HistoryShow;
import dev.afterwise.cli.history.HistorySimilar;
import dev.afterwise.cli.history.HistoryStats;
import dev.afterwise.cli.history.HistorySteps;
import dev.afterwise.cli.history.HistoryTrends;
import dev.afterwise.cli.history.Import;
import dev.afterwise.cli.insight.Alike;
import dev.afterwise.cli.insight.AnalyzeMisroutes;
import dev.afterwise.cli.insight.AnalyzePhases;
import dev.afterwise.cli.insight.AnalyzeRouting;
import dev.afterwise.cli.insight.Health;
import dev.afterwise.cli.insight.Insights;
import dev.afterwise.cli.knowledge.Knowledges;
import dev.afterwise.cli.loop.Feedbacks;
import dev.afterwise.cli.loop.LoopStatus;
import dev.afterwise.cli.loop.Looping;
import dev.afterwise.cli.plan.Adapt;
import dev.afterwise.cli.plan.Approvals;
import dev.afterwise.cli.plan.ApproveStep;
import dev.afterwise.cli.plan.CancelRun;
import dev.afterwise.cli.plan.ComparePlans;
import dev.afterwise.cli.plan.ContinueRun;
import dev.afterwise.cli.plan.Explain;
import dev.afterwise.cli.plan.Graph;
import dev.afterwise.cli.plan.Next;
import dev.afterwise.cli.plan.PauseRun;
import dev.afterwise.cli.plan.Refine;
import dev.afterwise.cli.plan.Rehearse;
import dev.afterwise.cli.plan.RejectStep;
import dev.afterwise.cli.plan.Run;
import dev.afterwise.cli.plan.Schema;
import dev.afterwise.cli.plan.ShowRun;
import dev.afterwise.cli.plan.Simulate;
import dev.afterwise.cli.plan.Validate;
import dev.afterwise.cli.report.Report;
import dev.afterwise.cli.shell.GlobalOptions;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.store.StoreBackup;
import dev.afterwise.cli.store.StoreCheck;
import dev.afterwise.cli.store.StorePrune;
import dev.afterwise.cli.store.StoreRebuild;
import dev.afterwise.cli.store.StoreRestore;
import dev.afterwise.cli.store.StoreStats;
import dev.afterwise.cli.store.StoreVacuum;
import dev.afterwise.cli.threshold.Thresholds;
import dev.afterwise.cli.trial.Trials;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All commands. Those without a name of their own here only group others. */
@Command(
        name = "afterwise",
        description = "Records what work did, learns from it, heals it while it runs, and plans it better next time.")
final class Root implements Group {
    @Mixin
    GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-V", "--version"},
            order = 106,
            description = "the same as 'afterwise version'")
    boolean version;

    @Override
    public List<Class<?>> members() {
        return List.of(
                Run.class,
                Rehearse.class,
                Plans.class,
                Import.class,
                Export.class,
                History.class,
                HistoryTrends.class,
                Degraded.class,
                Alerting.class,
                HistoryPatterns.class,
                Errors.class,
                Slow.class,
                Compare.class,
                Predict.class,
                Recommend.class,
                Recommendations.class,
                Thresholds.class,
                Trials.class,
                Knowledges.class,
                Looping.class,
                LoopStatus.class,
                Serve.class,
                TokenBook.class,
                Audit.class,
                Mcp.class,
                Feedbacks.class,
                Report.class,
                Health.class,
                Insights.class,
                Analyze.class,
                Alike.class,
                Stores.class,
                Heal.class,
                Breakers.class,
                Budget.class,
                Eval.class,
                Demo.class,
                Doctor.class,
                Completion.class,
                Version.class,
                Help.class);
    }

    @Command(name = "plan", description = "Look at a plan before it is run, and say something to its runs.")
    static final class Plans implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    Adapt.class,
                    Validate.class,
                    Next.class,
                    Refine.class,
                    Graph.class,
                    Explain.class,
                    Simulate.class,
                    ComparePlans.class,
                    Schema.class,
                    ShowRun.class,
                    Approvals.class,
                    ApproveStep.class,
                    RejectStep.class,
                    PauseRun.class,
                    ContinueRun.class,
                    CancelRun.class);
        }
    }

    @Command(name = "history", aliases = "runs", description = "Look at what was recorded.")
    static final class History implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    HistoryList.class,
                    HistoryShow.class,
                    HistoryErrors.class,
                    HistoryStats.class,
                    HistorySteps.class,
                    HistorySimilar.class,
                    HistoryMetrics.class,
                    HistoryRate.class,
                    HistoryOutcome.class,
                    HistoryReport.class);
        }
    }

    @Command(
            name = "analyze",
            description = "Look at one thing more closely; familiar names for what has one of its own.")
    static final class Analyze implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    AnalyzeRouting.class,
                    AnalyzeMisroutes.class,
                    HistoryPatterns.class,
                    AnalyzePhases.class,
                    Errors.class);
        }
    }

    @Command(name = "store", description = "Keep the store small, whole and safe.")
    static final class Stores implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    StoreStats.class,
                    StoreCheck.class,
                    StorePrune.class,
                    StoreBackup.class,
                    StoreRestore.class,
                    StoreRebuild.class,
                    StoreVacuum.class);
        }
    }

    @Command(name = "heal", description = "Look at failures and what is done about them.")
    static final class Heal implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    HealList.class,
                    HealShow.class,
                    HealStats.class,
                    HealPreferences.class,
                    HealExplain.class,
                    HealWaiting.class,
                    Classify.class);
        }
    }

    @Command(name = "breakers", description = "Look at the circuit breakers of components, and open or reset them.")
    static final class Breakers implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(BreakersList.class, BreakersReset.class, BreakersOpen.class);
        }
    }

    @Command(name = "eval", description = "Compare what afterwise says with what is known.")
    static final class Eval implements Group {
        @Override
        public List<Class<?>> members() {
            return List.of(
                    EvalAnomaly.class,
                    EvalChangepoints.class,
                    EvalClassify.class,
                    EvalDuration.class,
                    EvalSchedule.class,
                    EvalTemplates.class,
                    EvalNull.class,
                    EvalPredict.class,
                    EvalRecommend.class);
        }
    }
}
