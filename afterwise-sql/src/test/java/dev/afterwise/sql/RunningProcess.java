package dev.afterwise.sql;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process of its own that is in the middle of an execution, whose id it prints, until somebody closes its input. */
final class RunningProcess {
    private RunningProcess() {}

    static Process start(URI store, String workspace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunningProcess.class.getName(),
                        store.toString(),
                        workspace)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        var store = new SqliteStoreProvider().open(URI.create(arguments[0])).orElseThrow();
        try (var afterwise = Afterwise.with(store, Settings.STANDARD.with(new Workspace(arguments[1])))) {
            afterwise.run("long", run -> {
                afterwise.flush();
                System.out.println(run.id());
                return System.in.read();
            });
        }
    }
}
