package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.PlanEstimates;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.simulate.Setup;
import org.jspecify.annotations.Nullable;

/** How plans are played from the command line. */
final class Playing {
    private Playing() {}

    /** Whether anything is known of how long the steps of the plan take. */
    static boolean knows(Afterwise afterwise, Plan plan) {
        return knows(afterwise.plans().estimates(plan), plan);
    }

    static boolean knows(PlanEstimates estimates, Plan plan) {
        return plan.steps().stream().anyMatch(step -> step.estimate() != null)
                || estimates.steps().values().stream()
                        .flatMap(step -> step.ways().values().stream())
                        .anyMatch(way -> way.sample() > 0);
    }

    static Answer unknown(Answer answer, Session session) {
        Answer silent = answer.exit(Exit.NOT_ENOUGH_HISTORY);
        return session.hint().isPresent()
                ? silent
                : silent.hint("There must be a run of the plan, or an 'estimate:' in it, but there is neither.");
    }

    static void check(int workers) {
        try {
            Setup.STANDARD.withWorkers(workers);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--workers: " + e.getMessage());
        }
    }

    /** As many at once as somebody says, else as a run here would. */
    static Setup setup(Session session, @Nullable Integer workers) {
        try {
            return Setup.STANDARD.withWorkers(workers == null ? session.limits().maxConcurrency() : workers);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--workers: " + e.getMessage());
        }
    }
}
