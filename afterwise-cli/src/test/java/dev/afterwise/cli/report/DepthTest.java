package dev.afterwise.cli.report;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DepthTest {
    /** For 28 days forty executions a day, which take twice as long from the 15th day on, since when the version is 2. */
    private static Story slower() {
        var random = new SplittableRandom(3);
        var story = new Story();
        for (int day = 0; day < 28; day++) {
            List<AnExecution> executions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                double seconds = (day < 14 ? 1 : 2) * Math.exp(.4 * random.nextGaussian());
                AnExecution each = anExecution()
                        .of("build")
                        .by("agent")
                        .with("version", day < 14 ? "1" : "2")
                        .startedAt(Story.at(day).plusSeconds(600L * i))
                        .took(Duration.ofMillis(Math.round(seconds * 1_000)));
                executions.add(random.nextInt(10) == 0 ? each.failedWith(Story.TIMEOUT) : each);
            }
            story.add(executions.toArray(AnExecution[]::new));
        }
        return story;
    }

    @Test
    void levelsThatShiftedAreToldMarkedAndDated() throws Exception {
        Findings findings = slower().findings(30, Detail.DETAILED);
        assertThat(findings.course().marks()).isNotEmpty().allSatisfy(mark -> {
            assertThat(mark.isShift()).isTrue();
            assertThat(mark.done()).isEqualTo("Worse");
            assertThat(mark.at()).isBetween(Story.at(13), Story.at(15));
            assertThat(mark.change()).contains("build", "version=2");
        });
        assertThat(Sayings.title(findings)).startsWith("Slower");
        assertThat(Sayings.all(findings)).extracting(Saying::word).contains("Got worse");
        assertThat(Xml.elements(Xml.page(Page.of(findings)), "path"))
                .filteredOn(each -> each.getAttribute("class").equals("ms"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatWasNotLookedForIsNotCalledNone() {
        Findings findings = Story.full().findings(30, Detail.DETAILED);
        Depth depth = findings.depth().orElseThrow();
        var blind = new Depth(depth.checkup(), Optional.empty(), depth.errors(), depth.hours(), Optional.empty());

        assertThat(DepthChapters.of(blind, findings.scope(), Extent.WHOLE).toString())
                .contains("too many executions to look for levels that shifted")
                .contains("too many executions to look for patterns")
                .doesNotContain("None by more than chance explains");
    }

    @Test
    void eachPanelNamesTheCommandThatPrintsItsFigures() throws Exception {
        var page = Xml.page(Page.of(Story.full().findings(30, Detail.DETAILED)));
        assertThat(Xml.elements(page, "code").stream()
                        .filter(each -> each.getAttribute("class").equals("cmd"))
                        .map(Element::getTextContent))
                .allSatisfy(each -> assertThat(each).startsWith("afterwise "))
                .anySatisfy(each -> assertThat(each).startsWith("afterwise health --days 30"))
                .anySatisfy(each -> assertThat(each).startsWith("afterwise trends --by day --since 20"))
                .anySatisfy(each -> assertThat(each).startsWith("afterwise errors list --since 20"))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void theWeekHasASquareForEachHourInWhichSomethingWasDecided() throws Exception {
        var page = Xml.page(Page.of(slower().findings(30, Detail.DETAILED)));
        assertThat(Xml.elements(page, "rect"))
                .filteredOn(each -> each.getAttribute("class").matches("w0|w[bg][1-4]")
                        && !each.getAttribute("width").equals("10"))
                .hasSize(7 * 7);
    }

    @Test
    void aBriefReportDoesWithoutIt() {
        assertThat(slower().findings(30, Detail.BRIEF).depth()).isEmpty();
    }

    @Test
    void theOtherFormsHoldTheSame() {
        Findings findings = slower().findings(30, Detail.DETAILED);
        assertThat(Form.JSON.write(findings))
                .contains("\"health\"", "\"shifts\"", "\"errors\"", "\"week\"", "\"patterns\"", "\"optimisations\"");
        assertThat(Form.MARKDOWN.write(findings))
                .contains(
                        "\n## Health\n",
                        "\n## Levels that shifted\n",
                        "\n## Hours of the week\n",
                        "afterwise degradations");
    }
}
