package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import dev.afterwise.store.Signals;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** What was said about the plan runs of one workspace, in a table. That a run goes on is part of the statement that says it. */
record SqlSignals(Database database, Workspace workspace) implements Signals {
    @Override
    public boolean tell(ExecutionId run, Signal signal) {
        return database.update(
                        """
                        INSERT INTO plan_signal (workspace, run, number, word, step, because, said_by, at_us)
                        SELECT p.workspace, p.id,
                            1 + coalesce((SELECT max(s.number) FROM plan_signal s
                                WHERE s.workspace = p.workspace AND s.run = p.id), 0),
                            ?, ?, ?, ?, ?
                        FROM plan_run p WHERE p.workspace = ? AND p.id = ? AND p.status = 'running'""",
                        signal.word().name(),
                        signal.step(),
                        signal.because(),
                        signal.by(),
                        Micros.floor(signal.at()),
                        workspace.name(),
                        run.hex())
                > 0;
    }

    @Override
    public List<Signal> told(ExecutionId run) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement("""
                    SELECT word, step, because, said_by, at_us FROM plan_signal
                    WHERE workspace = ? AND run = ? ORDER BY number""")) {
                find.setString(1, workspace.name());
                find.setString(2, run.hex());
                var told = new ArrayList<Signal>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        told.add(new Signal(
                                Signal.Word.valueOf(row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Micros.instant(row.getLong(5))));
                    }
                }
                return told;
            }
        });
    }

    @Override
    public List<PlanRun> unfinished(int most) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement("""
                    SELECT id, plan, source, folder, params, policy_version, started_us FROM plan_run
                    WHERE workspace = ? AND status = 'running' ORDER BY started_us DESC, id DESC LIMIT ?""")) {
                find.setString(1, workspace.name());
                find.setInt(2, most);
                var runs = new ArrayList<PlanRun>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        runs.add(new PlanRun(
                                new ExecutionId(row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                ColumnJson.attributes(row.getString(5)),
                                row.getLong(6),
                                Micros.instant(row.getLong(7)),
                                Status.RUNNING));
                    }
                }
                return runs;
            }
        });
    }
}
