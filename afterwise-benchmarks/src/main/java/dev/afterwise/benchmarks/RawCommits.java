package dev.afterwise.benchmarks;

import java.nio.file.Path;

/** What a journal of steps can't do without: a row that says that a step begins, and one that says how it ended. */
final class RawCommits {
    private RawCommits() {}

    /** Commits twice for each step. @return what a step took */
    static Spent run(Path file, int pageBytes, int steps) throws Exception {
        try (var raw = new RawSqlite(file, pageBytes);
                var begin =
                        raw.prepare("INSERT INTO step (run, step, started_us, status) VALUES (?, ?, ?, 'running')");
                var end = raw.prepare("UPDATE step SET status = ?, ending = ? WHERE run = ? AND step = ?")) {
            return Meter.PROCESS
                    .of(() -> {
                        for (int i = 0; i < steps; i++) {
                            String step = "step-" + i;
                            raw.begin();
                            begin.setString(1, "00000000000000000000000000000001");
                            begin.setString(2, step);
                            begin.setLong(3, i);
                            begin.executeUpdate();
                            raw.commit();
                            raw.begin();
                            end.setString(1, "succeeded");
                            end.setString(2, "{\"v\":1,\"facts\":[{\"fact\":\"attempt_ended\",\"took_us\":1}]}");
                            end.setString(3, "00000000000000000000000000000001");
                            end.setString(4, step);
                            end.executeUpdate();
                            raw.commit();
                        }
                    })
                    .per(steps);
        }
    }
}
