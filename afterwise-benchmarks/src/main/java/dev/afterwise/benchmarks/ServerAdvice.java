package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.server.ServeProcess;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How long an agent waits for advice, and to be heard: a server in a process of its own with half a gigabyte of heap and 30,000
 * executions, asked over loopback one question after the other, while it learns as it does anyway.
 */
final class ServerAdvice implements Benchmark {
    private static final long EXECUTIONS = 30_000;
    private static final double ADVICE_MILLIS = 10;
    private static final int WARM_UP = 500;
    private static final int ASKED = 100;
    private static final int UNAVAILABLE = 503;
    private static final Timekeeper TIME = Timekeeper.system();

    private static final List<Question> QUESTIONS = List.of(
            new Question("advice", """
                    {"task":"task-%d","route":"route-1","choose":{"model":["model-0","model-1","model-2"]},"components":["search"]}"""),
            new Question(
                    "recommend", "{\"task\":\"task-%d\",\"choose\":{\"model\":[\"model-0\",\"model-1\",\"model-2\"]}}"),
            new Question(
                    "predict",
                    "{\"task\":\"task-%d\",\"agent\":\"agent-1\",\"model\":\"model-1\",\"route\":\"route-1\"}"),
            new Question(
                    "outcomes",
                    "{\"task\":\"task-%d\",\"model\":\"model-1\",\"outcome\":\"succeeded\",\"duration_ms\":12}"),
            new Question("breakers/ask", "{\"component\":\"service-%d\",\"lease_ms\":1000}"));

    private record Question(String path, String body) {
        HttpRequest about(URI api, RandomGenerator random) {
            return HttpRequest.newBuilder(api.resolve(path))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(body.formatted(random.nextInt(8))))
                    .build();
        }
    }

    /** What one question came to. */
    private record Asked(Question question, double firstMillis, List<Double> millis, double cpuMillis) {
        Samples samples() {
            return Samples.of(millis, each -> each);
        }

        double p99() {
            double[] ascending = samples().ascending();
            return ascending[(int) Math.ceil(.99 * ascending.length) - 1];
        }
    }

    @Override
    public String name() {
        return "server.advice";
    }

    @Override
    public String compares() {
        return "99 of 100 answers with advice against 10 ms, over loopback, at 30,000 executions";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 10;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder()) {
            Populated store = Populated.in(folder.path(), EXECUTIONS, report);
            try (var server = new ServeProcess(store.file());
                    HttpClient client = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                var all = new ArrayList<Asked>();
                for (Question each : QUESTIONS) {
                    all.add(asked(client, server, each, rounds));
                }
                return show(report, all, server.residentBytes(), rounds);
            }
        }
    }

    private static Asked asked(HttpClient client, ServeProcess server, Question question, int rounds)
            throws IOException, InterruptedException {
        URI api = server.where().resolve("/api/v1/");
        var random = new SplittableRandom(3);
        double first = first(client, question.about(api, random));
        for (int i = 0; i < WARM_UP; i++) {
            ask(client, question.about(api, random));
        }
        var millis = new ArrayList<Double>();
        Duration before = server.cpu();
        for (int i = 0; i < rounds * ASKED; i++) {
            millis.add(ask(client, question.about(api, random)));
        }
        double cpu = (double) server.cpu().minus(before).toNanos() / 1e6 / millis.size();
        return new Asked(question, first, millis, cpu);
    }

    /** The server may be busy reading its history; then it says so. */
    private static double first(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long start = TIME.nanos();
        int status = UNAVAILABLE;
        while (status == UNAVAILABLE) {
            status = client.send(request, BodyHandlers.ofString()).statusCode();
        }
        return (double) TIME.since(start).toNanos() / 1e6;
    }

    private static double ask(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long start = TIME.nanos();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        double millis = (double) TIME.since(start).toNanos() / 1e6;
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "An answer must be good, but this is (%d, %s).".formatted(answer.statusCode(), answer.body()));
        }
        return millis;
    }

    private static double show(Report report, List<Asked> all, long residentBytes, int rounds) {
        report.line("%d answers to each, after %s; the server takes %s MB"
                .formatted(rounds * ASKED, Figures.whole(WARM_UP), Figures.plain(residentBytes / 1e6)));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("asked", "first, ms", "median ms", "99 of 100 within", "CPU of the server, ms"));
        for (Asked each : all) {
            rows.add(List.of(
                    each.question.path(),
                    Figures.plain(each.firstMillis),
                    Figures.plain(each.samples().median()),
                    Figures.plain(each.p99()),
                    Figures.plain(each.cpuMillis)));
        }
        report.table(rows);
        return all.getFirst().p99() / ADVICE_MILLIS;
    }
}
