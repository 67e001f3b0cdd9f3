package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Edits of files in every style that people write: each is done, and nothing else in the file changes. */
class PlanEditFuzzTest {
    private static final int FILES = 400;

    /** A file as somebody may have written it. */
    private static final class Author {
        final RandomGenerator random;
        final StringBuilder text = new StringBuilder();
        final List<String> ids = new ArrayList<>();
        int comments;

        Author(RandomGenerator random) {
            this.random = random;
        }

        boolean now(int in) {
            return random.nextInt(in) == 0;
        }

        String comment() {
            return now(3) ? "  # c" + comments++ : "";
        }

        void file() {
            text.append(now(2) ? "# head\n---\n" : "")
                    .append("version: 1")
                    .append(comment())
                    .append('\n');
            text.append("name: 'a name'")
                    .append(comment())
                    .append("\nsteps:")
                    .append(comment())
                    .append('\n');
            String dash = now(2) ? "  - " : "- ";
            String key = " ".repeat(dash.length());
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                if (now(3)) {
                    text.append(now(2) ? "\n" : "")
                            .append(dash.replace("- ", ""))
                            .append("# c")
                            .append(comments++)
                            .append('\n');
                }
                String id = "step" + i;
                ids.add(id);
                if (now(4)) {
                    text.append(dash)
                            .append("{ id: ")
                            .append(id)
                            .append(", run: [x, \"y, z\"]")
                            .append(now(2) ? ", timeout: 5s" : "")
                            .append(" }")
                            .append(comment())
                            .append('\n');
                } else {
                    block(dash, key, id);
                }
                text.append(now(3) ? "\n" : "");
            }
            if (now(3)) {
                text.setLength(text.length() - 1);
            }
        }

        private void block(String dash, String key, String id) {
            boolean isFirst = now(4);
            text.append(dash)
                    .append(isFirst ? "timeout: 1m" + comment() + "\n" + key : "")
                    .append("id: ")
                    .append(now(2) ? id : "\"" + id + "\"")
                    .append(comment())
                    .append('\n');
            if (now(2)) {
                switch (random.nextInt(3)) {
                    case 0 ->
                        text.append(key)
                                .append("needs: [p, q]")
                                .append(comment())
                                .append('\n');
                    case 1 ->
                        text.append(key)
                                .append("needs:")
                                .append(comment())
                                .append('\n')
                                .append(key)
                                .append("  - p")
                                .append(comment())
                                .append('\n')
                                .append(key)
                                .append("  - q\n");
                    default ->
                        text.append(key).append("needs: p").append(comment()).append('\n');
                }
            }
            switch (random.nextInt(4)) {
                case 0 ->
                    text.append(key)
                            .append("run: |\n")
                            .append(key)
                            .append("  echo # no comment\n\n")
                            .append(key)
                            .append("  echo: two\n");
                case 1 ->
                    text.append(key)
                            .append("run: >-\n")
                            .append(key)
                            .append("  folded\n")
                            .append(key)
                            .append("  text\n");
                case 2 ->
                    text.append(key)
                            .append("run: [a,\n")
                            .append(key)
                            .append("  b]")
                            .append(comment())
                            .append('\n');
                default ->
                    text.append(key).append("run: [ü, '😀']").append(comment()).append('\n');
            }
            if (now(3)) {
                text.append(key)
                        .append(now(2) ? "retry: 3" : "retry: {max: 1, base: 2s}")
                        .append(comment())
                        .append('\n');
            }
        }
    }

    @Test
    void everyEditOfEveryFileIsDoneAndNoCommentOfAnotherLineIsLost() {
        for (int file = 0; file < FILES; file++) {
            var random = new SplittableRandom(file);
            var author = new Author(random);
            author.file();
            String text = random.nextBoolean()
                    ? author.text.toString()
                    : author.text.toString().replace("\n", "\r\n");
            var edit = PlanEdit.of("x", text);
            for (int i = 0; i < 6; i++) {
                String before = edit.text();
                PlanEdit next = edited(edit, author.ids.get(random.nextInt(author.ids.size())), random, file * 10 + i);
                assertThat(next.text().contains("\r\n")).as(before).isEqualTo(before.contains("\r\n"));
                assertThat(before.lines()
                                .filter(PlanEditFuzzTest::isComment)
                                .filter(line -> !next.text().contains(line.strip())))
                        .as("%d: %s", file, next.text())
                        .isEmpty();
                edit = next;
            }
        }
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#");
    }

    private static PlanEdit edited(PlanEdit edit, String step, RandomGenerator random, int number) {
        try {
            return edited(random.nextInt(9), edit, step, random, number);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(edit.text(), e);
        }
    }

    private static PlanEdit edited(int kind, PlanEdit edit, String step, RandomGenerator random, int number) {
        return switch (kind) {
            case 0 -> edit.set(step, "timeout", Duration.ofSeconds(1 + random.nextInt(500)));
            case 1 -> edit.remove(step, "timeout");
            case 2 -> edit.retries(step, random.nextInt(9));
            case 3 -> edit.add(step, "needs", "n" + number);
            case 4 -> edit.drop(step, "needs", "p");
            case 5 -> edit.set(step, "run", "echo: 'x' # " + number);
            case 6 -> edit.add(step, "on_error", Map.of("class", "timeout", "do", "retry"));
            case 7 -> edit.insertBefore(step, Map.of("id", "new" + number));
            default -> edit.setOfPlan("goal", "goal " + number);
        };
    }
}
