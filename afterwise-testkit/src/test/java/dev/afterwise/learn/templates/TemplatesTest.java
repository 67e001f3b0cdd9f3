package dev.afterwise.learn.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin", "frank");

    private final Templates templates = new Templates();

    private static List<TemplateId> learn(Templates templates, List<String> lines) {
        return lines.stream().map(templates::learn).toList();
    }

    /** The template that each line has in the end. */
    private static List<TemplateId> found(Templates templates, List<TemplateId> ids) {
        return ids.stream().map(id -> templates.template(id).orElseThrow().id()).toList();
    }

    @Test
    void linesThatDifferInValuesByTheirLooksHaveOneTemplateFromTheStart() {
        TemplateId id = templates.learn("Connection to 10.0.0.1:80 lost after 35 ms");

        assertThat(templates.learn("Connection to 10.0.0.7:443 lost after 9 ms"))
                .isEqualTo(id);
        assertThat(templates.all()).containsExactly(new Template(id, "Connection to * lost after *", 2));
    }

    @Test
    void linesThatDifferInNamesAreMergedOnceThereIsEvidence() {
        var merges = new ArrayList<Merge>();
        var learning = new Templates(100, merges::add);
        List<TemplateId> ids = learn(
                learning,
                NAMES.stream()
                        .map("Failed password for invalid user %s"::formatted)
                        .toList());

        assertThat(ids.get(0)).isNotEqualTo(ids.get(1));
        assertThat(merges)
                .isNotEmpty()
                .allSatisfy(merge -> assertThat(merge.into()).isEqualTo(ids.get(0)));
        assertThat(Set.copyOf(found(learning, ids))).containsExactly(ids.get(0));
        assertThat(learning.all())
                .containsExactly(new Template(ids.get(0), "Failed password for invalid user *", NAMES.size()));
        assertThat(learning.learn("Failed password for invalid user zoe")).isEqualTo(ids.get(0));
    }

    @Test
    void valuesThatVaryTogetherAreFoundToo() {
        var random = new Random(7);
        List<String> names = Planted.words(random, 60);
        List<TemplateId> ids = learn(
                templates,
                IntStream.range(0, 200)
                        .mapToObj(i -> "Moved task %s from node %s"
                                .formatted(names.get(random.nextInt(60)), names.get(random.nextInt(60))))
                        .toList());

        assertThat(Set.copyOf(found(templates, ids))).hasSize(1);
    }

    @Test
    void whatIsInBracketsMayHaveAnyLength() {
        for (String command : List.of("sync all", "rotate", "clean up now", "send mail", "back up", "rest")) {
            templates.learn("Job (%s) started by cron".formatted(command));
        }

        assertThat(templates.all()).hasSize(1);
        assertThat(templates.all().getFirst().text()).isEqualTo("Job (*) started by cron");
    }

    @Test
    void wordsThatSaySomethingElseStayApart() {
        for (int i = 0; i < 500; i++) {
            templates.learn("Connection %d to the server was opened".formatted(i));
            templates.learn("Connection %d to the server was closed".formatted(i));
            templates.learn("Task %d moved from RUNNING to SUCCEEDED".formatted(i));
            templates.learn("Task %d moved from RUNNING to FAILED".formatted(i));
            templates.learn("Disk %d is full".formatted(i));
            templates.learn("Disk %d is not full".formatted(i));
        }

        assertThat(templates.all())
                .hasSize(6)
                .allSatisfy(each -> assertThat(each.lines()).isEqualTo(500));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void plantedTemplatesAreFound(long seed) {
        Planted planted = Planted.of(seed, 60, 4_000);
        var grouping = Grouping.of(found(templates, learn(templates, planted.lines())), planted.templates());

        assertThat(grouping.accuracy()).isGreaterThan(.97);
        assertThat(grouping.f1()).isGreaterThan(.9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfArrivalChangesLittle(long seed) {
        Planted planted = Planted.of(seed, 60, 4_000).shuffled(seed + 100);
        var grouping = Grouping.of(found(templates, learn(templates, planted.lines())), planted.templates());

        assertThat(grouping.accuracy()).isGreaterThan(.97);
    }

    @Test
    void theSameLinesGiveTheSameIdsOnEveryMachine() {
        List<String> lines = Planted.of(1, 30, 1_000).lines();

        assertThat(learn(new Templates(), lines)).isEqualTo(learn(templates, lines));
        assertThat(templates.learn("Nothing but words")).hasToString("d6c2a9160d3ff652");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_000, 3_000})
    void aRestartKeepsIds(int at) {
        List<String> lines = Planted.of(3, 60, 4_000).lines();
        List<TemplateId> before = learn(templates, lines.subList(0, at));
        Templates restored = Templates.restored(templates.saved(), Templates.USUAL_SIZE, merge -> {});

        assertThat(restored.all()).isEqualTo(templates.all());
        assertThat(restored.saved()).isEqualTo(templates.saved());
        assertThat(found(restored, before)).isEqualTo(found(templates, before));
        List<TemplateId> after = learn(templates, lines.subList(at, lines.size()));
        List<TemplateId> afterRestart = learn(restored, lines.subList(at, lines.size()));
        assertThat(Grouping.of(found(restored, afterRestart), found(templates, after))
                        .accuracy())
                .isGreaterThan(.99);
        assertThat(found(restored, before)).isEqualTo(found(templates, before));
    }

    @Test
    void textThatWasNotSavedIsRefused() {
        for (String text : List.of(
                "",
                "templates 2\n",
                "templates 1\nx\n",
                "templates 1\nt\tab\t0\tmany\t0\tword\n",
                "templates 1\nm\tab\t0\tcd\n",
                "templates 1\nt\tab\t0\t1\t1\tx\nt\tab\t0\t1\t1\tx\n")) {
            assertThatThrownBy(() -> Templates.restored(text, 10, merge -> {}))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must");
        }
        assertThatThrownBy(() -> new Templates(0, merge -> {})).hasMessageContaining("(0)");
    }

    @Test
    void noMoreAreKeptThanMayBe() {
        var few = new Templates(100, merge -> {});
        var random = new Random(11);
        TemplateId first = few.learn("the very first sentence");
        for (int i = 0; i < 20_000; i++) {
            few.learn(String.join(" ", Planted.words(random, 6)));
            few.learn("the sentence that comes again");
        }

        assertThat(few.all()).hasSizeLessThanOrEqualTo(100);
        assertThat(few.saved()).hasSizeLessThan(1_000_000);
        assertThat(few.all()).anySatisfy(each -> assertThat(each.lines()).isEqualTo(20_000));
        assertThat(few.template(first)).isEmpty();
        assertThat(few.learn("the very first sentence")).isEqualTo(first);
    }

    @Test
    void mergedIdsAreForgottenSomeDay() {
        var few = new Templates(20, merge -> {});
        var random = new Random(13);
        for (int i = 0; i < 3_000; i++) {
            String word = Planted.words(random, 1).getFirst();
            for (String name : NAMES) {
                few.learn("the %s says hello to user %s".formatted(word, name));
            }
        }

        assertThat(few.saved().lines().filter(line -> line.startsWith("m"))).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void hostileLinesDoNoHarm() {
        var random = new Random(17);
        var lines = new LinkedHashSet<String>();
        for (String unit : List.of(
                "(", "[({", "\"", "'a' ", "= ", "a=", "a:b,", "\\", "/", ":", "\u0000", "\n", "* ", "** ", "\t", "a",
                "1", "é", "\ud800", "<*>", "a1b2", "(a b) ", "a, ")) {
            lines.add(unit.repeat(1_000_000 / unit.length()));
        }
        for (int i = 0; i < 50; i++) {
            var line = new StringBuilder();
            while (line.length() < 20_000) {
                line.append((char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            }
            lines.add(line.toString());
        }
        for (String line : lines) {
            TemplateId id = templates.learn(line);
            assertThat(templates.template(id)).isPresent();
        }

        assertThat(templates.saved().length()).isLessThan(1_000_000);
        Templates restored = Templates.restored(templates.saved(), Templates.USUAL_SIZE, merge -> {});
        assertThat(restored.all()).isEqualTo(templates.all());
    }
}
