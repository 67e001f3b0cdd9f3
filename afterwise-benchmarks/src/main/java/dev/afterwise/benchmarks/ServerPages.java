package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.server.ServeProcess;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * How long somebody who looks at the dashboard waits, at a million executions: a server in a process of its own with half a gigabyte of
 * heap, and everything that the pages ask for, asked over loopback one after the other, round after round, while the server learns as it does
 * anyway. The first round is told apart, and so is the first page as a browser asks for it: six questions at a time, right after the
 * start and later. The store is made once, in {@code target/bench}.
 */
final class ServerPages implements Benchmark {
    private static final int EXECUTIONS = 1_000_000;
    private static final double ANSWER_MILLIS = 200;
    private static final double HOME_MILLIS = 1_000;
    private static final int CONNECTIONS = 6;

    /** A few rounds, in which what is hot is compiled. */
    private static final int WARM_UPS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Timekeeper TIME = Timekeeper.system();

    private static final List<String> HOME = List.of(
            "history/list?status=running&limit=6",
            "history/list?limit=7",
            "insights?days=7",
            "trends?since=7d&by=day",
            "degradations?all=",
            "recommendations/list",
            "errors/list?since=7d",
            "history/stats?since=7d");

    private static final List<String> OTHERS = List.of(
            "history/list?limit=50",
            "history/list?limit=50&status=failed&agent=agent-3&since=30d",
            "history/list?limit=50&model=nobody",
            "history/list?limit=50&attr=branch%3Dnone",
            "history/list?limit=50&text=jao9",
            "history/list?limit=50&after=2026-01-02T00:00:00Z/00000000000000000000000000000000",
            "compare?by=agent",
            "trends?since=90d&by=day",
            "errors/list",
            "slow?since=30d",
            "history/steps?since=30d",
            "patterns",
            "trends?by=hour",
            "knowledge/list",
            "recommendations/calibration",
            "experiments/list",
            "health?days=7",
            "breakers/list",
            "budget",
            "heal/stats",
            "heal/preferences",
            "heal/list?limit=20",
            "store/stats",
            "status",
            "thresholds/list",
            "alerts/list?limit=20");

    @Override
    public String name() {
        return "server.pages";
    }

    @Override
    public String compares() {
        return "99 of 100 answers to what the dashboard asks against 200 ms, at 1,000,000 executions";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 100;
    }

    /** What one question came to. */
    private record Asked(double firstMillis, List<Double> millis, int bytes) {
        double p99() {
            double[] ascending =
                    new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray()).ascending();
            return ascending[(int) Math.ceil(.99 * ascending.length) - 1];
        }

        double median() {
            return new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray()).median();
        }
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Path folder = Path.of(System.getProperty("afterwise.root", "."), "target", "bench");
        Populated large = Populated.in(folder, EXECUTIONS, report);
        try (var server = new ServeProcess(large.file());
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            double coldHome = home(client, server.where());
            Map<String, Asked> all = new LinkedHashMap<>();
            for (String each : Stream.concat(HOME.stream(), OTHERS.stream()).toList()) {
                all.put(each, first(client, server.where(), each));
            }
            for (int i = 0; i < WARM_UPS; i++) {
                for (String each : all.keySet()) {
                    ask(client, server.where(), each);
                }
            }
            List<Double> homes = new ArrayList<>();
            Duration before = server.cpu();
            for (int i = 0; i < rounds; i++) {
                homes.add(home(client, server.where()));
                for (Map.Entry<String, Asked> each : all.entrySet()) {
                    long start = TIME.nanos();
                    ask(client, server.where(), each.getKey());
                    each.getValue().millis.add(TIME.since(start).toNanos() / 1e6);
                }
            }
            double cpuMillis = server.cpu().minus(before).toNanos() / 1e6 / rounds;
            return show(report, all, coldHome, new Asked(coldHome, homes, 0), cpuMillis, server.residentBytes());
        }
    }

    private static double show(
            Report report, Map<String, Asked> all, double coldHome, Asked homes, double cpuMillis, long resident) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GET /api/v1/..., ms", "first", "median", "99 of 100", "bytes"));
        all.forEach((name, each) -> rows.add(List.of(
                name,
                Figures.plain(each.firstMillis),
                Figures.plain(each.median()),
                Figures.plain(each.p99()),
                Figures.whole(each.bytes))));
        rows.add(List.of(
                "all that Home asks for, six at a time",
                Figures.plain(coldHome),
                Figures.plain(homes.median()),
                Figures.plain(homes.p99()),
                ""));
        report.table(rows);
        report.line("The server's CPU for a round, with all that it makes anew meanwhile: %s ms; it holds %s MB."
                .formatted(Figures.plain(cpuMillis), Figures.whole(resident / 1_000_000)));
        double slowest = all.values().stream().mapToDouble(Asked::p99).max().orElse(0);
        report.line("The ratio is the worse of the slowest question's share of %s ms and Home's of %s ms, 99 of 100."
                .formatted(Figures.plain(ANSWER_MILLIS), Figures.plain(HOME_MILLIS)));
        return Math.max(slowest / ANSWER_MILLIS, homes.p99() / HOME_MILLIS);
    }

    private static Asked first(HttpClient client, URI where, String question) throws Exception {
        long start = TIME.nanos();
        int bytes = ask(client, where, question);
        return new Asked(TIME.since(start).toNanos() / 1e6, new ArrayList<>(), bytes);
    }

    /** As a browser asks: the next as soon as one of six connections is free. */
    private static double home(HttpClient client, URI where) throws Exception {
        long start = TIME.nanos();
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (String each : HOME) {
                answers.add(connections.submit(() -> ask(client, where, each)));
            }
            for (Future<Integer> each : answers) {
                each.get();
            }
        }
        return TIME.since(start).toNanos() / 1e6;
    }

    /** Again, where the server has no time: what it has begun it goes on with. @return how long the answer is */
    private static int ask(HttpClient client, URI where, String question) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(where, question), BodyHandlers.ofString());
        while (answer.statusCode() == 503) {
            answer = client.send(request(where, question), BodyHandlers.ofString());
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("What the dashboard asks (%s) must be answered, but the answer is (%s) %s."
                    .formatted(question, answer.statusCode(), answer.body()));
        }
        return answer.body().length();
    }

    private static HttpRequest request(URI where, String question) {
        return HttpRequest.newBuilder(where.resolve("/api/v1/" + question))
                .timeout(PATIENCE)
                .build();
    }
}
