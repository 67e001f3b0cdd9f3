package dev.afterwise.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A small history in a file: for ten days three mails a day by each of two agents, of whom {@code alpha} fails once and
 * {@code beta} every other time, and two reports with steps.
 */
final class Sample {
    static final String FILE = "sample.jsonl";

    /** How many executions there are. */
    static final int EXECUTIONS = 62;

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private Sample() {}

    static String lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Instant at = START.plus(i / 3, ChronoUnit.DAYS).plus(i % 3, ChronoUnit.HOURS);
            lines.add(mail("alpha", "small", at, 1_000 + i, i == 7));
            lines.add(mail("beta", "large", at.plusSeconds(60), 3_000 + i, i % 2 == 0));
        }
        lines.add("""
                {"id":"00000000000000000000000000000001","task":"report","agent":"gamma","started":"2026-01-11T09:00:00Z",\
                "duration_ms":5000,"outcome":"succeeded","description":"monthly figures","input_tokens":1200,\
                "output_tokens":300,"cost_usd":0.0125,"attributes":{"customer":"acme"},\
                "steps":[{"name":"collect","kind":"tool","duration_ms":2000,"outcome":"succeeded"},\
                {"name":"write","kind":"model","duration_ms":3000,"outcome":"succeeded"}]}""");
        lines.add("""
                {"id":"0000000000000000000000000000000a","task":"report","agent":"gamma","started":"2026-01-12T09:00:00Z",\
                "duration_ms":2500,"outcome":"failed","error":{"type":"FileNotFoundException","message":"no such file: figures_2026"},\
                "steps":[{"name":"collect","kind":"tool","duration_ms":2500,"outcome":"failed",\
                "error":{"type":"FileNotFoundException","message":"no such file: figures_2026"}}]}""");
        return String.join("\n", lines) + "\n";
    }

    private static String mail(String agent, String model, Instant at, int millis, boolean hasFailed) {
        String outcome = hasFailed
                ? "\"outcome\":\"failed\",\"error\":{\"type\":\"TimeoutException\",\"message\":\"no answer from host-%d in %d ms\"}"
                        .formatted(millis % 5, millis)
                : "\"outcome\":\"succeeded\"";
        return """
                {"task":"email","agent":"%s","model":"%s","started":"%s","duration_ms":%d,%s}""".formatted(agent, model, at, millis, outcome);
    }

    /** A folder with the history imported. */
    static Cli imported(Cli cli) {
        cli.write(FILE, lines()).run("import", FILE).exits(0);
        return cli;
    }
}
