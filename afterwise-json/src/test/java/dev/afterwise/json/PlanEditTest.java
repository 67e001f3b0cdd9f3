package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanEditTest {
    private static final String PLAN = """
            # What happens at night.
            version: 1
            name: nightly   # the task

            steps:
              # First of all.
              - id: fetch
                run: [sh, fetch.sh]  # over there
                timeout: 30s         # it never took longer

              # Needs a page.
              - id: render
                needs: [fetch]
                # quick enough
                run: |
                  python3 render.py

                  echo done # no comment

              - id: send
                needs:          # both
                  - fetch       # the page
                  # and
                  - render      # the picture
                retry: {max: 2, base: 500ms}
                run: [sh, send.sh]
                # at the end
            """;

    private static PlanEdit edit() {
        return PlanEdit.of("nightly.yaml", PLAN);
    }

    private static Plan plan(PlanEdit edit) {
        return edit.plan(PlanLimits.DEFAULT, Configuration.NONE);
    }

    /** What is in one text and not in the other, line by line: each text's other lines are in the same order. */
    private static void differs(String before, String after, List<String> gone, List<String> come) {
        var left = new ArrayList<>(before.lines().toList());
        var right = new ArrayList<>(after.lines().toList());
        gone.forEach(line -> assertThat(left.remove(line)).as(line).isTrue());
        come.forEach(line -> assertThat(right.remove(line)).as(line).isTrue());
        assertThat(right).isEqualTo(left);
    }

    @Test
    void putsANewKeyWhereItBelongsAndLeavesAllElseAlone() {
        var edit = edit().set("render", "timeout", Duration.ofSeconds(90));
        differs(PLAN, edit.text(), List.of(), List.of("    timeout: 90s"));
        assertThat(edit.text()).contains("      echo done # no comment\n    timeout: 90s\n\n  - id: send\n");
        assertThat(plan(edit).steps().get(1).timeout()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void replacesAValueAndLeavesTheCommentBehindIt() {
        var edit = edit().set("fetch", "timeout", Duration.ofMinutes(2));
        differs(
                PLAN,
                edit.text(),
                List.of("    timeout: 30s         # it never took longer"),
                List.of("    timeout: 2m         # it never took longer"));
    }

    @Test
    void replacesValuesOfEveryStyle() {
        assertThat(edit().set("render", "run", List.of("sh", "-c", "a, b")).text())
                .contains("    run: [sh, -c, \"a, b\"]\n\n  - id: send");
        assertThat(edit().set("send", "needs", List.of("render")).text())
                .contains("    needs: [render]          # both\n    retry: {max: 2");
        assertThat(edit().set("send", List.of("retry", "max"), 5).text()).contains("retry: {max: 5, base: 500ms}");
        assertThat(edit().set("send", List.of("retry", "cap"), Duration.ofSeconds(1))
                        .text())
                .contains("retry: {max: 2, base: 500ms, cap: 1s}");
        assertThat(edit().set("fetch", List.of("retry", "max"), 3).text()).contains("    retry: { max: 3 }\n");
    }

    @Test
    void countsRetriesInWhicheverFormTheyStand() {
        var edit = edit().retries("send", 4).retries("fetch", 1);
        assertThat(edit.text()).contains("retry: {max: 4, base: 500ms}").contains("    retry: 1\n");
        assertThat(plan(edit).steps().get(2).retry())
                .isEqualTo(new Retries(4, Duration.ofMillis(500), Retries.NONE.cap()));
    }

    @Test
    void takesNeedsOutAndIn() {
        var dropped = edit().drop("send", "needs", "fetch");
        differs(PLAN, dropped.text(), List.of("      - fetch       # the page"), List.of());
        assertThat(edit().drop("render", "needs", "fetch").text()).doesNotContain("needs: [fetch]");
        assertThat(edit().drop("render", "needs", "send").text()).isEqualTo(PLAN);
        assertThat(edit().add("send", "needs", "other").text())
                .contains("      - render      # the picture\n      - other\n");
        assertThat(edit().add("render", "needs", "other").text()).contains("needs: [fetch, other]");
        assertThat(edit().add("fetch", "needs", "other").text()).contains("  - id: fetch\n    needs: [other]\n");
        var scalar = PlanEdit.of("x", "steps:\n- id: a\n  needs: b # c\n");
        assertThat(scalar.add("a", "needs", "d").text()).isEqualTo("steps:\n- id: a\n  needs: [b, d] # c\n");
        assertThat(scalar.drop("a", "needs", "b").text()).isEqualTo("steps:\n- id: a\n");
    }

    @Test
    void writesReactionsEachOnALineOfItsOwn() {
        var retry = new LinkedHashMap<String, Object>();
        retry.put("class", "timeout");
        retry.put("do", "retry");
        var edit = edit().add("fetch", "on_error", retry);
        assertThat(edit.text()).contains("""
                    timeout: 30s         # it never took longer
                    on_error:
                      - { class: timeout, do: retry }

                """.indent(0));
        var again = edit.add("fetch", "on_error", Map.of("class", "*", "do", "skip"));
        assertThat(plan(again).steps().getFirst().onError()).hasSize(2);
    }

    @Test
    void removesKeysEvenTheOneBehindTheDash() {
        differs(
                PLAN,
                edit().remove("fetch", "timeout").text(),
                List.of("    timeout: 30s         # it never took longer"),
                List.of());
        assertThat(edit().remove("send", "timeout").text()).isEqualTo(PLAN);
        var first = PlanEdit.of("x", "steps:\n  - timeout: 3s # why\n    id: a\n    run: [x]\n");
        assertThat(first.remove("a", "timeout").text()).isEqualTo("steps:\n  - id: a\n    run: [x]\n");
        var comment = PlanEdit.of("x", "steps:\n  - timeout: 3s\n    # its name\n    id: a\n");
        assertThat(comment.remove("a", "timeout").text()).isEqualTo("steps:\n  -\n    # its name\n    id: a\n");
        var flow = PlanEdit.of("x", "steps: [{id: a, timeout: 3s, run: [x]}, {run: [y], id: b}]");
        assertThat(flow.remove("a", "timeout").remove("b", "run").text())
                .isEqualTo("steps: [{id: a, run: [x]}, {id: b}]");
        assertThat(flow.remove("a", "run").text()).isEqualTo("steps: [{id: a, timeout: 3s}, {run: [y], id: b}]");
    }

    @Test
    void changesKeysOfThePlan() {
        var edit = edit().setOfPlan(List.of("thresholds", "hard"), "complexity > 7");
        assertThat(edit.text()).contains("name: nightly   # the task\nthresholds: { hard: \"complexity > 7\" }\n");
        assertThat(edit.setOfPlan(List.of("thresholds", "hard"), "complexity > 9")
                        .text())
                .contains("{ hard: \"complexity > 9\" }");
        assertThat(edit.removeOfPlan("thresholds").text()).isEqualTo(PLAN);
        assertThat(edit().setOfPlan("name", "weekly").text()).contains("name: weekly   # the task\n");
    }

    @Test
    void insertsStepsAmongTheCommentsThatBelongToOthers() {
        var step = new LinkedHashMap<String, Object>();
        step.put("id", "look");
        step.put("needs", List.of("fetch"));
        step.put("run", List.of("test", "-s", "page.html"));
        assertThat(edit().insertBefore("render", step).text()).contains("""
                    timeout: 30s         # it never took longer

                  - id: look
                    needs: [fetch]
                    run: [test, -s, page.html]

                  # Needs a page.
                  - id: render
                """.indent(0));
        var edit = edit().insertAfter("send", step);
        assertThat(edit.text()).endsWith("""
                    run: [sh, send.sh]
                    # at the end

                  - id: look
                    needs: [fetch]
                    run: [test, -s, page.html]
                """.indent(0));
        assertThat(plan(edit).steps()).hasSize(4);
        assertThat(PlanEdit.of("x", "steps: [{id: a}]")
                        .insertBefore("a", Map.of("id", "b"))
                        .text())
                .isEqualTo("steps: [{ id: b }, {id: a}]");
    }

    @Test
    void movesAStepWithItsComments() {
        var edit = edit().moveBefore("send", "fetch");
        assertThat(edit.text()).contains("""
                steps:
                  - id: send
                    needs:          # both
                """.indent(0)).contains("""
                    # at the end

                  # First of all.
                  - id: fetch
                """.indent(0));
        assertThat(edit.text().lines().sorted())
                .isEqualTo(PLAN.lines().sorted().toList())
                .hasSize((int) PLAN.lines().count());
        assertThat(plan(edit)).isEqualTo(plan(edit()));
        assertThat(edit().moveBefore("fetch", "render").text()).isEqualTo(PLAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void keepsLineEndsAndTheByteOrderMark(String lineEnd) {
        String text = "\ufeff" + PLAN.replace("\n", lineEnd);
        var edit = PlanEdit.of("x", text)
                .set("fetch", "retry", 2)
                .set("send", "needs", List.of("render"))
                .drop("render", "needs", "fetch")
                .remove("fetch", "timeout");
        assertThat(edit.text()).startsWith("\ufeff# What");
        assertThat(edit.text().replace(lineEnd, "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void worksAtTheEndOfAFileWithoutALineBreak() {
        var edit = PlanEdit.of("x", "steps:\n  - id: a\n    run: [x]");
        assertThat(edit.set("a", "timeout", Duration.ofMillis(250)).text())
                .isEqualTo("steps:\n  - id: a\n    run: [x]\n    timeout: 250ms\n");
        assertThat(edit.insertAfter("a", Map.of("id", "b")).text())
                .isEqualTo("steps:\n  - id: a\n    run: [x]\n  - id: b");
    }

    @Test
    void writesTextsSoThatTheyStayTexts() {
        for (String text : List.of(
                "true",
                "1.5",
                "a: b",
                "# x",
                " x",
                "x ",
                "'",
                "\"",
                "a\nb\n",
                "null",
                "ü",
                "😀 #",
                "-",
                "- a",
                "${{ a }}",
                "\u0007",
                "*x",
                "&x",
                "a # b",
                "")) {
            var edit = edit().set("fetch", "component", text).set("send", List.of("retry", "what"), text);
            assertThat(edit.text()).as(text).isNotEqualTo(PLAN);
        }
        assertThat(edit().set("fetch", "if", "steps.a.outcome == 'failed' && params.x")
                        .text())
                .contains("    if: steps.a.outcome == 'failed' && params.x\n");
        assertThat(edit().set("fetch", "x", 1e9)
                        .set("fetch", "y", 0.1)
                        .set("fetch", "z", true)
                        .text())
                .contains("x: 1000000000\n")
                .contains("y: 0.1\n")
                .contains("z: true\n");
    }

    @Test
    void refusesWhatAnAliasRepeats() {
        String text = "steps:\n  - &one\n    id: a\n    retry: &r {max: 1}\n  - id: b\n    retry: *r\n  - *one\n";
        var edit = PlanEdit.of("x.yaml", text);
        assertThatThrownBy(() -> edit.set("a", "timeout", "3s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.yaml")
                .hasMessageContaining("alias");
        assertThatThrownBy(() -> edit.set("b", List.of("retry", "max"), 3)).hasMessageContaining("alias");
        assertThat(edit.set("b", "retry", 3).text()).isEqualTo(text.replace("*r", "3"));
    }

    @Test
    void saysWhichStepThereIsNot() {
        assertThatThrownBy(() -> edit().set("fetsch", "retry", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fetsch")
                .hasMessageContaining("did you mean 'fetch'");
        assertThatThrownBy(() -> PlanEdit.of("x.yaml", "a: [")).isInstanceOf(PlanProblemsException.class);
        assertThatThrownBy(() -> PlanEdit.of("x.yaml", "")).isInstanceOf(PlanProblemsException.class);
        assertThatThrownBy(() -> PlanEdit.of("x.yaml", "a: 1").set("b", "c", 1)).hasMessageContaining("(b)");
    }

    @Test
    void knowsWhetherThePlanIsTheOneThatWasMeant() {
        var edit = edit().set("render", "timeout", Duration.ofSeconds(7));
        Plan before = plan(edit());
        var steps = new ArrayList<>(before.steps());
        steps.set(1, steps.get(1).within(Duration.ofSeconds(7)));
        var meant = new Plan(before.name(), before.params(), before.thresholds(), steps);
        assertThat(edit.checked(meant, PlanLimits.DEFAULT, Configuration.NONE)).isEqualTo(edit.text());
        assertThatThrownBy(() -> edit.checked(before, PlanLimits.DEFAULT, Configuration.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("render");
    }

    @Test
    void editsTheExampleThatHasEveryKey() throws IOException {
        String triage = Files.readString(Path.of("..", "examples", "plans", "triage.yaml"));
        var edit = PlanEdit.of("triage.yaml", triage);
        for (String step : List.of("fetch", "similar", "solve", "answer")) {
            var changed = edit.set(step, "timeout", Duration.ofSeconds(77))
                    .set(step, "critical", false)
                    .retries(step, 7);
            var comments =
                    triage.lines().filter(line -> line.strip().startsWith("#")).toList();
            assertThat(changed.text().lines().filter(line -> line.strip().startsWith("#")))
                    .isEqualTo(comments);
            assertThat(changed.text().lines().count() - triage.lines().count()).isBetween(0L, 3L);
        }
    }
}
