package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A process of its own that appends executions, ten at a time, and prints their ids once they are durable. */
final class AppendingProcess {
    static final int BATCH = 10;

    private AppendingProcess() {}

    /** @param batches how many times ten executions it appends before it ends */
    static Process start(URI store, String name, int batches, Path errors) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        store.toString(),
                        name,
                        Integer.toString(batches))
                .redirectError(errors.toFile())
                .start();
    }

    /** All that the process says until it ends, by itself or not. A line that is not whole was not said. */
    static List<ExecutionId> acknowledged(BufferedReader output) {
        return output.lines()
                .filter(line -> line.length() == 32)
                .map(ExecutionId::new)
                .toList();
    }

    public static void main(String[] arguments) {
        try (Store store =
                new SqliteStoreProvider().open(URI.create(arguments[0])).orElseThrow()) {
            var history = store.workspace(Workspace.DEFAULT).history();
            for (int batch = 0; batch < Integer.parseInt(arguments[2]); batch++) {
                String name = arguments[1] + "/" + batch;
                var executions = IntStream.range(0, BATCH)
                        .mapToObj(i -> anExecution()
                                .withId(ExecutionId.of(name + "/" + i))
                                .of(name)
                                .described("long enough to need some pages. ".repeat(50)))
                        .toList();
                history.append(AnExecution.facts(executions));
                executions.forEach(each -> System.out.println(each.execution().id()));
            }
        }
    }
}
