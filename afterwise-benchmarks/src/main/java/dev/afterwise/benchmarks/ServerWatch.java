package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.server.ServeProcess;
import dev.afterwise.time.Timekeeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to watch a server: the figures for Prometheus at a million executions, until it is ready, what it does while nothing
 * happens but ten listen, and how long after an execution was acknowledged they hear of it. The store is made once, in {@code
 * target/bench}.
 */
final class ServerWatch implements Benchmark {
    private static final int EXECUTIONS = 1_000_000;
    private static final double SCRAPE_MILLIS = 50;
    private static final int WARM_UPS = 20;
    private static final int LISTENERS = 10;
    private static final int TOLD = 20;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Timekeeper TIME = Timekeeper.system();

    @Override
    public String name() {
        return "server.watch";
    }

    @Override
    public String compares() {
        return "99 of 100 scrapes of the figures against 50 ms, at 1,000,000 executions";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 100;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Path folder = Path.of(System.getProperty("afterwise.root", "."), "target", "bench");
        Populated large = Populated.in(folder, EXECUTIONS, report);
        Path small = Files.createTempDirectory(folder, "watch-").resolve("history.db");
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (var server = new ServeProcess(small)) {
                report.line("Ready after %s s of CPU, on a store that is made meanwhile."
                        .formatted(Figures.plain(seconds(server.cpu()))));
                listen(report, client, server);
            }
            try (var server = new ServeProcess(large.file())) {
                report.line("Ready after %s s of CPU, at %s executions."
                        .formatted(Figures.plain(seconds(server.cpu())), Figures.whole(EXECUTIONS)));
                return scrape(report, client, server, rounds);
            }
        }
    }

    private static double scrape(Report report, HttpClient client, ServeProcess server, int rounds) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.where().resolve("/metrics")).build();
        double first = millis(client, request);
        for (int i = 0; i < WARM_UPS; i++) {
            millis(client, request);
        }
        Duration before = server.cpu();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            millis.add(millis(client, request));
        }
        double cpu = seconds(server.cpu().minus(before)) * 1e3 / rounds;
        double[] ascending = Samples.of(millis, Double::doubleValue).ascending();
        double p99 = ascending[(int) Math.ceil(.99 * ascending.length) - 1];
        report.line("A scrape takes %s ms at first, then %s ms (median), %s ms (99 of 100), %s ms of CPU."
                .formatted(
                        Figures.plain(first),
                        Figures.plain(ascending[ascending.length / 2]),
                        Figures.plain(p99),
                        Figures.plain(cpu)));
        return p99 / SCRAPE_MILLIS;
    }

    private static double millis(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long start = TIME.nanos();
        int status = client.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("The figures must be shown, but the answer is (%d).".formatted(status));
        }
        return TIME.since(start).toNanos() / 1e6;
    }

    private static void listen(Report report, HttpClient client, ServeProcess server) throws Exception {
        List<BufferedReader> streams = new ArrayList<>();
        for (int i = 0; i < LISTENERS; i++) {
            HttpResponse<InputStream> stream = client.send(
                    HttpRequest.newBuilder(server.where().resolve("/api/v1/events"))
                            .build(),
                    BodyHandlers.ofInputStream());
            streams.add(new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8)));
        }
        Duration before = server.cpu();
        TIME.sleep(IDLE);
        double busy = seconds(server.cpu().minus(before)) / seconds(IDLE);
        List<Double> millis = new ArrayList<>();
        for (int i = 1; i <= TOLD; i++) {
            String trace = "%032x".formatted(i);
            send(client, server.where(), trace);
            long start = TIME.nanos();
            for (BufferedReader each : streams) {
                await(each, trace);
            }
            millis.add(TIME.since(start).toNanos() / 1e6);
        }
        for (BufferedReader each : streams) {
            each.close();
        }
        double[] ascending = Samples.of(millis, Double::doubleValue).ascending();
        report.line(
                "While nothing happens and %d listen, it takes %s %% of a core; all have heard of an execution %s ms (median), %s ms (at most) after it was acknowledged."
                        .formatted(
                                LISTENERS,
                                Figures.plain(busy * 100),
                                Figures.plain(ascending[ascending.length / 2]),
                                Figures.plain(ascending[ascending.length - 1])));
    }

    private static void send(HttpClient client, URI where, String trace) throws IOException, InterruptedException {
        long now = TIME.now().toEpochMilli() * 1_000_000;
        String span = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","name":"work",
                "startTimeUnixNano":"%d","endTimeUnixNano":"%d"}]}]}]}""".formatted(trace, now - 1_000_000, now);
        HttpRequest request = HttpRequest.newBuilder(where.resolve("/v1/traces"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(span))
                .build();
        client.send(request, BodyHandlers.discarding());
    }

    private static void await(BufferedReader stream, String trace) throws IOException {
        String line = stream.readLine();
        while (line != null && !line.contains(trace)) {
            line = stream.readLine();
        }
    }

    private static double seconds(Duration duration) {
        return (double) duration.toMillis() / 1e3;
    }
}
