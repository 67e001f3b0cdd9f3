package dev.afterwise.benchmarks.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Plans with a step of every kind, in an order drawn by chance, each with needs drawn by chance among those before it. */
final class KindsPlan {
    /** What each kind of step says besides its needs; those that run commands note when they have ended. */
    private static final List<String> KINDS =
            List.of("""
              - id: command
                run: [sh, -c, "sleep 0.05; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
            """, """
              - id: script
                run: |
                  sleep 0.03
                  echo $AFTERWISE_IDEMPOTENCY_KEY >> ended
                  echo 42
                outputs: { answer: text }
            """, """
              - id: request
                http: ${{ params.service }}
                outputs: { label: /label }
                success: outputs.label == 'bug'
            """, """
              - id: model
                llm: { model: small, prompt: "Is it?" }
                outputs: { said: text }
            """, """
              - id: code
                agent: worker
                with: { what: something }
                outputs: [done]
            """, """
              - id: nested
                plan: inner.yaml
                with: { word: "${{ run.id }}" }
                outputs: { said: /second/said }
            """, """
              - id: asked
                approve: "Shall we?"
            """, """
              - id: pause
                wait: 200ms
            """, """
              - id: checked
                check: params.service != ''
            """, """
              - id: chosen
                choose:
                  among:
                    - { agent: quick, run: [sh, -c, "sleep 0.02; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"] }
                    - { agent: thorough, run: [sh, -c, "sleep 0.08; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"] }
            """, """
              - id: items
                for_each: { in: [a, b, c, d, e, f], parallel: 2 }
                run: [sh, -c, "sleep 0.04; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended; echo $X"]
                env: { X: "${{ item }}" }
                outputs: { said: text }
                uses: { gpu: 1 }
            """, """
              - id: retried
                run: [sh, -c, "test -e tried || { touch tried; echo 'connection reset' >&2; exit 1; }; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
                retry: { max: 1, base: 50ms, cap: 50ms }
            """, """
              - id: replaced
                run: [sh, -c, "echo 'service unavailable' >&2; exit 1"]
                fallback: { run: [sleep, "0.05"] }
            """, """
              - id: passed
                run: ["false"]
                critical: false
            """, """
              - id: alone
                run: [sh, -c, "sleep 0.03; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
                parallel: false
            """);

    private static final String INNER = """
            version: 1
            name: inner
            params: { word: { type: text } }
            steps:
              - id: first
                run: [sh, -c, "sleep 0.05; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
              - id: second
                needs: first
                run: [sh, -c, "sleep 0.05; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended; echo $WORD"]
                env: { WORD: "${{ params.word }}" }
                outputs: { said: text }
            """;

    private KindsPlan() {}

    /** Writes one, with the plan that it nests, into a folder. */
    static void write(Path folder, RandomGenerator random) throws IOException {
        var left = new ArrayList<>(KINDS);
        var before = new ArrayList<String>();
        var text = new StringBuilder("""
                version: 1
                name: kinds
                params: { service: { type: text } }
                resources: { gpu: 2 }
                steps:
                """);
        while (!left.isEmpty()) {
            String step = left.remove(random.nextInt(left.size()));
            text.append(step.indent(0));
            if (!before.isEmpty() && random.nextInt(4) > 0) {
                String one = before.get(random.nextInt(before.size()));
                String other = before.get(random.nextInt(before.size()));
                text.append("    needs: [%s]\n".formatted(one.equals(other) ? one : one + ", " + other));
            }
            before.add(
                    step.lines().findFirst().orElseThrow().replace("- id:", "").strip());
        }
        Files.writeString(folder.resolve("plan.yaml"), text);
        Files.writeString(folder.resolve("inner.yaml"), INNER);
    }
}
