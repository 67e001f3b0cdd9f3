package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class RefineTest {
    private static final String PLAN = """
            # What is done with tickets.
            version: 1
            name: tickets
            steps:
              - id: fetch   # the newest
                run: |
                  grep -c x all.txt > count.txt
              # How many there are.
              - id: count
                run: [cat, count.txt]
              - id: never
                needs: [fetch, count]
                if: steps.fetch.outcome == 'failed'
                run: [cat, count.txt]
              - id: ask
                needs: count
                http: http://localhost:9/
            """;
    private static final String MENDED =
            PLAN.replace("  - id: count\n    run", "  - id: count\n    needs: [fetch]\n    run");

    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder).write("plan.yaml", PLAN).write("all.txt", "x\n");
    }

    @Test
    void saysWhatCouldBeWrittenBetterAndHow() {
        var result = cli().run("plan", "refine", "plan.yaml").exits(0);
        assertThat(result.out())
                .contains("likely    count  missing_need")
                .contains("it uses count.txt, which fetch makes, but doesn't need that step")
                .contains("@@ -7,6 +7,7 @@")
                .contains("+    needs: [fetch]\n");
        assertThat(result.out()).contains("afterwise plan refine plan.yaml --write");
        assertThat(cli().file("plan.yaml")).hasContent(PLAN);
        var json = cli().json("plan", "refine", "plan.yaml").exits(0);
        assertThat(json.json())
                .containsEntry("schema", "afterwise.plan.refine/v1")
                .containsEntry("written", false);
        assertThat(json.rows("proposals"))
                .extracting(
                        row -> row.get("sureness"),
                        row -> row.get("step"),
                        row -> row.get("kind"),
                        row -> row.get("changes"))
                .contains(
                        tuple("likely", "count", "missing_need", true),
                        tuple("certain", "never", "condition", false),
                        tuple("possible", "ask", "timeout", false));
    }

    @Test
    void writesWhatIsLikelyAndKeepsComments() {
        var cli = cli();
        assertThat(cli.run("plan", "refine", "plan.yaml", "--write").exits(0).out())
                .contains("plan.yaml is written with 1 change.");
        assertThat(cli.file("plan.yaml")).hasContent(MENDED);
        assertThat(cli.run("plan", "validate", "plan.yaml").exits(0).out()).contains("is well");
        assertThat(cli.run("plan", "refine", "plan.yaml", "--write").exits(0).out())
                .doesNotContain("is written");
        assertThat(cli.file("plan.yaml")).hasContent(MENDED);
    }

    @Test
    void writesTheChangedPlanIntoAnotherFileThatMustNotBeThere() {
        var cli = cli();
        cli.run("plan", "refine", "plan.yaml", "--all", "-o", "other.yaml").exits(0);
        assertThat(cli.file("plan.yaml")).hasContent(PLAN);
        assertThat(cli.file("other.yaml"))
                .content()
                .contains("    timeout: 30s\n")
                .contains("# How many there are.\n");
        assertThat(cli.run("plan", "refine", "plan.yaml", "-o", "other.yaml")
                        .exits(2)
                        .err())
                .contains("other.yaml")
                .contains("must not be there yet");
        assertThat(cli.run("plan", "refine", "plan.yaml", "--write", "-o", "third.yaml")
                        .exits(2)
                        .err())
                .contains("must not both be given");
    }

    @Test
    void endsAsOtherCommandsDoWherePlansAreWrong() {
        var cli = new Cli(folder).write("bad.yaml", "version: 1\nname: x\nsteps: []\n");
        assertThat(cli.run("plan", "refine", "none.yaml").exits(3).err()).contains("none.yaml");
        assertThat(cli.run("plan", "refine", "bad.yaml").exits(2).err()).contains("bad.yaml:3:8");
    }

    @Test
    void saysNothingAboutAPlanThatIsWell() {
        var cli = new Cli(folder).write("well.yaml", "version: 1\nname: x\nsteps:\n  - {id: a, run: [echo, hi]}\n");
        assertThat(cli.run("plan", "refine", "well.yaml").exits(0).out()).contains("Nothing is found");
    }

    @Test
    void drawsAPictureInWhichNothingOfThePlanIsMarkup() throws IOException {
        var cli = new Cli(folder).write("plan.yaml", """
                version: 1
                name: "</title><script>alert(1)</script>"
                steps:
                  - { id: a, run: ["<img src=x>", "&amp;"], estimate: 5s }
                  - { id: b, needs: a, run: "echo '\\"quoted\\"'", estimate: 3s, critical: false }
                  - { id: c, needs: [a, b], wait: 10s }
                """);
        cli.run("plan", "graph", "plan.yaml", "--svg", "-o", "plan.svg").exits(0);
        String svg = Files.readString(cli.file("plan.svg"));
        Document picture = parsed(svg);
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        assertThat(picture.getElementsByTagName("img").getLength()).isZero();
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Plan </title><script>alert(1)</script>");
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                .contains("3 steps in 3 stages")
                .contains("longest way through it: a, b, c")
                .contains("c after a, b.");
        assertThat(svg).contains("prefers-color-scheme").doesNotContain("http://localhost");
        assertThat(cli.run("plan", "graph", "plan.yaml", "--svg").exits(0).out().strip())
                .isEqualTo(svg.strip());
    }

    @Test
    void refusesToDrawWhatNobodyCanTakeIn() {
        var steps = new StringBuilder("version: 1\nname: x\nsteps:\n");
        for (int i = 0; i <= 400; i++) {
            steps.append("  - { id: s%d, run: [x] }\n".formatted(i));
        }
        var cli = new Cli(folder).write("plan.yaml", steps.toString()).env("AFTERWISE_MAX_PLAN_STEPS", "500");
        assertThat(cli.run("plan", "graph", "plan.yaml", "--svg").exits(2).err())
                .contains("401 steps");
    }

    private static Document parsed(String xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(xml, e);
        }
    }

    @Test
    void saysHowManyChangesAreLeft() {
        String steps = IntStream.range(0, 20)
                .mapToObj(i -> "  - { id: s%d, run: [ls], needs: [%s] }%n"
                        .formatted(
                                i, IntStream.range(0, i).mapToObj(j -> "s" + j).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        var cli = new Cli(folder).write("many.yaml", "version: 1\nname: many\nsteps:\n" + steps);

        assertThat(cli.run("plan", "refine", "many.yaml").exits(0).out())
                .contains("At most 50 changes at once", "up to 121 more are left");
    }
}
