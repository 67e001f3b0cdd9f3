package dev.afterwise.benchmarks.server;

import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who looks at the dashboard: asks what its first page and that of an execution ask, one question after the other, until it
 * is closed.
 */
public final class Visitor implements AutoCloseable {
    private static final Timekeeper TIME = Timekeeper.system();
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern ID = Pattern.compile("\"id\" ?: ?\"([0-9a-f]{32})\"");
    private static final List<String> QUESTIONS = List.of(
            "history/list?limit=7",
            "history/list?limit=6&status=running",
            "history/show/",
            "history/stats?since=7d",
            "trends?since=7d&by=day",
            "errors/list?since=7d",
            "insights?days=7",
            "degradations?all=true",
            "recommendations/list",
            "breakers/list");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean isOver;
    private String newest = "";
    private String wrong = "";

    public Visitor(URI server) {
        api = server.resolve("/api/v1/");
        thread = Thread.ofPlatform().name("visitor").start(this::run);
    }

    private void run() {
        try {
            while (!isOver) {
                for (String question : QUESTIONS) {
                    ask(question);
                    TIME.sleep(PAUSE);
                }
            }
        } catch (IOException e) {
            wrong = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(String question) throws IOException, InterruptedException {
        if (question.endsWith("/") && newest.isEmpty()) {
            return;
        }
        String path = question.endsWith("/") ? question + newest : question;
        long begun = TIME.nanos();
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString());
        double took = (double) TIME.since(begun).toNanos() / 1e6;
        if (answer.statusCode() != 200) {
            wrong = question + ": " + answer.statusCode() + " " + answer.body();
        }
        millis.computeIfAbsent(question, ignored -> new ArrayList<>()).add(took);
        Matcher id = ID.matcher(answer.body());
        if (question.equals(QUESTIONS.getFirst()) && id.find()) {
            newest = id.group(1);
        }
    }

    /** How long each answer to each question took, once it is closed. */
    public Map<String, List<Double>> millis() {
        return millis;
    }

    /** What was answered amiss, once it is closed; empty if nothing was. */
    public String wrong() {
        return wrong;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
