package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** What many threads write while the writer is busy shares a transaction, but neither failures nor answers. */
class WritingTogetherTest {
    private static final int WRITERS = 40;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system());
        store.database().update("CREATE TABLE written (number INTEGER PRIMARY KEY, other INTEGER)");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWaitsIsWrittenInOneTransaction() throws Exception {
        var commits = new AtomicInteger();
        store.database().write(connection -> {
            connection.unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                    commits.incrementAndGet();
                }

                @Override
                public void onRollback() {}
            });
            return null;
        });
        commits.set(0);

        allAtOnce(List.of());

        assertThat(ask("SELECT count(*) FROM written")).isEqualTo(WRITERS);
        assertThat(commits).hasValueLessThan(WRITERS / 2);
    }

    @Test
    void oneThatFailsTakesNobodyAlong() throws Exception {
        List<Future<Integer>> ends = allAtOnce(List.of(7, 23));

        assertThat(ask("SELECT count(*) FROM written")).isEqualTo(WRITERS - 2);
        assertThat(ends.stream().filter(WritingTogetherTest::hasFailed).toList())
                .containsExactly(ends.get(7), ends.get(23));
    }

    @Test
    void everybodyIsToldHisOwnAnswer() throws Exception {
        List<Future<Integer>> ends = allAtOnce(List.of());

        for (int i = 0; i < WRITERS; i++) {
            assertThat(ends.get(i).get()).isEqualTo(i);
        }
    }

    @Test
    void theSameStatementTakesOtherParametersNextTime() {
        String insert = "INSERT INTO written VALUES (?, ?)";

        assertThat(store.database().update(insert, 1, 5)).isEqualTo(1);
        assertThat(store.database().update(insert, 2, null)).isEqualTo(1);
        assertThat(store.database().update("UPDATE written SET other = 6")).isEqualTo(2);
        assertThat(ask("SELECT sum(number) FROM written WHERE other = 6")).isEqualTo(3);
    }

    /** Writes numbers by a thread each, while the writer is busy until all of them wait. */
    private List<Future<Integer>> allAtOnce(List<Integer> failing) throws Exception {
        var busy = new CountDownLatch(1);
        var begun = new CountDownLatch(WRITERS);
        var ends = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> store.database().write(connection -> {
                awaitQuietly(busy);
                return null;
            }));
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                ends.add(threads.submit(() -> {
                    begun.countDown();
                    return store.database().write(connection -> {
                        SqliteConnections.run(connection, "INSERT INTO written VALUES (%d, NULL)".formatted(number));
                        if (failing.contains(number)) {
                            throw new SQLException("refused");
                        }
                        return number;
                    });
                }));
            }
            begun.await();
            busy.countDown();
            first.get();
        }
        return ends;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasFailed(Future<Integer> end) {
        try {
            end.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int ask(String sql) {
        return store.database().read(connection -> Integer.valueOf(SqliteConnections.text(connection, sql)));
    }
}
