package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The plan runs of one workspace in tables. Each fence is part of the one statement that it guards. */
record SqlPlanJournal(Database database, Workspace workspace) implements PlanJournal {
    @Override
    public Hold begin(PlanRun run) {
        int begun = database.update(
                """
                INSERT INTO plan_run (workspace, id, plan, source, folder, params, policy_version, started_us, status, hold)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING""",
                workspace.name(),
                run.id().hex(),
                run.plan(),
                run.source(),
                run.folder(),
                ColumnJson.attributes(run.params()),
                run.policyVersion(),
                Micros.floor(run.startedAt()),
                run.status().word());
        if (begun == 0) {
            throw new StoreException("A plan run must have an id of its own, but (%s) is taken.".formatted(run.id()));
        }
        return new Hold(run.id(), 1);
    }

    @Override
    public Optional<Hold> takeOver(ExecutionId run) {
        return database.write(connection -> {
            try (PreparedStatement change = connection.prepareStatement("""
                    UPDATE plan_run SET hold = hold + 1
                    WHERE workspace = ? AND id = ? AND status = 'running' RETURNING hold""")) {
                change.setString(1, workspace.name());
                change.setString(2, run.hex());
                try (ResultSet row = change.executeQuery()) {
                    return row.next() ? Optional.of(new Hold(run, row.getInt(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean claim(Hold hold, StepRun attempt) {
        return database.update(
                        """
                        INSERT INTO step_run (workspace, run, step, attempt, agent, started_us, status, ending)
                        SELECT id.workspace, id.run, id.step, id.attempt, ?, ?, ?, ?
                        FROM (SELECT ? AS workspace, ? AS run, ? AS step, ? AS attempt, ? AS hold) id
                        WHERE EXISTS (
                            SELECT 1 FROM plan_run p
                            WHERE p.workspace = id.workspace AND p.id = id.run AND p.hold = id.hold
                            AND p.status = 'running')
                        AND NOT EXISTS (
                            SELECT 1 FROM step_run s
                            WHERE s.workspace = id.workspace AND s.run = id.run AND s.step = id.step
                            AND s.attempt >= id.attempt)""",
                        attempt.agent(),
                        Micros.floor(attempt.startedAt()),
                        attempt.outcome().status().word(),
                        Ending.write(attempt.outcome(), attempt.then(), attempt.usage()),
                        workspace.name(),
                        hold.run().hex(),
                        attempt.step(),
                        attempt.attempt(),
                        hold.number())
                > 0;
    }

    @Override
    public boolean finish(
            Hold hold,
            String step,
            int attempt,
            Outcome.Ended outcome,
            @Nullable Recovery then,
            SortedMap<String, Value> outputs,
            Usage usage) {
        return database.update(
                        """
                        UPDATE step_run SET status = ?, ending = ?, outputs = ?
                        WHERE workspace = ? AND run = ? AND step = ? AND attempt = ? AND status = 'running'
                        AND EXISTS (
                            SELECT 1 FROM plan_run p
                            WHERE p.workspace = step_run.workspace AND p.id = step_run.run AND p.hold = ?)
                        AND NOT EXISTS (
                            SELECT 1 FROM step_run s
                            WHERE s.workspace = step_run.workspace AND s.run = step_run.run AND s.step = step_run.step
                            AND s.attempt > step_run.attempt)""",
                        outcome.status().word(),
                        Ending.write(outcome, then, usage),
                        ColumnJson.attributes(outputs),
                        workspace.name(),
                        hold.run().hex(),
                        step,
                        attempt,
                        hold.number())
                > 0;
    }

    @Override
    public boolean end(Hold hold, Status status) {
        if (status == Status.RUNNING) {
            throw new IllegalArgumentException("A run that ends must be over, but its status is (running).");
        }
        return database.update("""
                        UPDATE plan_run SET status = ?
                        WHERE workspace = ? AND id = ? AND hold = ? AND status = 'running'""", status.word(), workspace.name(), hold.run().hex(), hold.number()) > 0;
    }

    @Override
    public Optional<PlanRun> run(ExecutionId id) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement("""
                    SELECT plan, source, folder, params, policy_version, started_us, status FROM plan_run
                    WHERE workspace = ? AND id = ?""")) {
                find.setString(1, workspace.name());
                find.setString(2, id.hex());
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? Optional.of(new PlanRun(
                                    id,
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    ColumnJson.attributes(row.getString(4)),
                                    row.getLong(5),
                                    Micros.instant(row.getLong(6)),
                                    HeadlineRow.word(Status.class, row.getString(7))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<StepRun> steps(ExecutionId run) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement("""
                    SELECT step, attempt, agent, started_us, ending, outputs FROM step_run
                    WHERE workspace = ? AND run = ? ORDER BY step, attempt""")) {
                find.setString(1, workspace.name());
                find.setString(2, run.hex());
                var found = new ArrayList<StepRun>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        var ending = Ending.read(row.getString(5));
                        found.add(new StepRun(
                                row.getString(1),
                                row.getInt(2),
                                row.getString(3),
                                Micros.instant(row.getLong(4)),
                                ending.outcome(),
                                ending.then(),
                                ColumnJson.attributes(row.getString(6)),
                                ending.usage()));
                    }
                }
                found.sort(Comparator.comparing(StepRun::step).thenComparingInt(StepRun::attempt));
                return found;
            }
        });
    }
}
