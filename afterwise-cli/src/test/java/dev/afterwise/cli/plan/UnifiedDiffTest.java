package dev.afterwise.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static final Pattern HUNK = Pattern.compile("@@ -([0-9]+)(?:,([0-9]+))? [+]([0-9]+)(?:,([0-9]+))? @@");

    private record Texts(String before, String after) {}

    @Test
    void saysNothingWhereNothingDiffers() {
        assertThat(UnifiedDiff.of("x", "a\nb\n", "a\nb\n")).isEmpty();
        assertThat(UnifiedDiff.of("x", "", "")).isEmpty();
    }

    @Test
    void showsThreeLinesAround() {
        assertThat(UnifiedDiff.of("x.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .isEqualTo("""
                --- x.yaml
                +++ x.yaml
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """);
    }

    @Test
    void saysThatALineBreakIsMissing() {
        assertThat(UnifiedDiff.of("x", "a", "a\n"))
                .isEqualTo("--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
        assertThat(UnifiedDiff.of("x", "", "a\n")).isEqualTo("--- x\n+++ x\n@@ -0,0 +1 @@\n+a\n");
    }

    @Test
    void isWhatMakesOneTextOfTheOther() {
        Seeded.check(400, UnifiedDiffTest::texts, texts -> {
            String diff = UnifiedDiff.of("x", texts.before, texts.after);
            assertThat(applied(diff, texts.before)).as(diff).isEqualTo(texts.after);
        });
    }

    private static Texts texts(RandomGenerator random, int size) {
        var before = new ArrayList<String>();
        for (int i = random.nextInt(size); i > 0; i--) {
            before.add("abcdefgh".charAt(random.nextInt(8)) + "\n");
        }
        var after = new ArrayList<>(before);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextBoolean() && !after.isEmpty()) {
                after.remove(random.nextInt(after.size()));
            } else {
                after.add(random.nextInt(after.size() + 1), "new\n");
            }
        }
        return new Texts(String.join("", before), String.join("", after));
    }

    /** As {@code patch} does it. */
    private static String applied(String diff, String before) {
        List<String> old = before.lines().toList();
        var made = new StringBuilder();
        int at = 0;
        List<String> lines = diff.lines().toList();
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                MatchResult found = hunk.toMatchResult();
                int from = Integer.parseInt(found.group(1)) - ("0".equals(found.group(2)) ? 0 : 1);
                while (at < from) {
                    made.append(old.get(at++)).append('\n');
                }
            } else if (line.charAt(0) == '+') {
                made.append(line.substring(1)).append('\n');
            } else {
                assertThat(old.get(at)).isEqualTo(line.substring(1));
                made.append(line.charAt(0) == ' ' ? old.get(at) + "\n" : "");
                at++;
            }
        }
        while (at < old.size()) {
            made.append(old.get(at++)).append('\n');
        }
        return made.toString();
    }
}
