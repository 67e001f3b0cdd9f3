package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Story.at;
import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PageTest {
    private static final Set<String> ELEMENTS = Set.of(
            "html head meta title style body a svg symbol circle path rect line text desc use g header div span b bdi main h1 h2 h3 p"
                    .split(" ", -1));

    private static final Set<String> MORE_ELEMENTS =
            Set.of("dl dt dd small section ul ol li details summary table caption thead tbody tr th td code time footer"
                    .split(" ", -1));

    private static Document page(Findings findings) throws Exception {
        return Xml.page(Page.of(findings));
    }

    @Test
    void thePageIsWellFormedAndEachChartHasATitleAndADescription() throws Exception {
        Document page = page(Story.full().findings(30, Detail.DETAILED));
        List<Element> charts = Xml.elements(page, "svg").stream()
                .filter(svg -> svg.getAttribute("class").startsWith("plot"))
                .toList();
        assertThat(charts).hasSize(3).allSatisfy(chart -> {
            assertThat(chart.getAttribute("role")).isEqualTo("img");
            for (String id : chart.getAttribute("aria-labelledby").split(" ", -1)) {
                assertThat(chart.getElementsByTagName(id.endsWith("-title") ? "title" : "desc")
                                .item(0)
                                .getTextContent())
                        .isNotBlank();
            }
        });
        assertThat(Xml.elements(page, "h1")).hasSize(1);
        assertThat(Xml.elements(page, "h2"))
                .extracting(Element::getTextContent)
                .containsSubsequence(
                        "What changed",
                        "Success and duration",
                        "Failures over time",
                        "Recoveries",
                        "Tasks",
                        "Advice",
                        "Task email",
                        "How it was counted");
    }

    @Test
    void idsAreUniqueAndEverythingThatIsReferredToIsThere() throws Exception {
        Document page = page(Story.full().findings(30, Detail.DETAILED));
        Set<String> ids = new HashSet<>();
        for (Element each : Xml.elements(page, "*")) {
            if (each.hasAttribute("id")) {
                assertThat(ids.add(each.getAttribute("id")))
                        .as(each.getAttribute("id"))
                        .isTrue();
            }
        }
        for (Element each : Xml.elements(page, "*")) {
            if (each.hasAttribute("aria-labelledby")) {
                assertThat(ids).contains(each.getAttribute("aria-labelledby").split(" ", -1));
            }
            if (each.hasAttribute("href")) {
                assertThat(each.getAttribute("href")).startsWith("#");
                assertThat(ids).contains(each.getAttribute("href").substring(1));
            }
        }
    }

    @Test
    void itAllowsItselfNothingButItsOwnStyle() throws Exception {
        Document page = page(Story.full().findings(30));
        String style = Xml.elements(page, "style").getFirst().getTextContent();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(Xml.elements(page, "meta"))
                .filteredOn(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .singleElement()
                .satisfies(meta -> assertThat(meta.getAttribute("content"))
                        .startsWith("default-src 'none'; style-src 'sha256-" + hash + "'")
                        .doesNotContain("unsafe"));
        assertThat(style).doesNotContain("url(", "@import", "expression(");
    }

    @Test
    void nothingLeadsOutOfThePage() throws Exception {
        String html =
                Page.of(Story.full().findings(30, Detail.DETAILED)).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        assertThat(html).doesNotContain("://", "src=", "<script", "<link", "<iframe", "<img", " style=");
    }

    @Test
    void hostileHistoryStaysText() throws Exception {
        Seeded.check(25, MarkupTest::hostile, text -> {
            var story = new Story();
            String task = text.isBlank() ? "task" : text;
            story.add(
                    anExecution().of(task).by(text).on(text).startedAt(at(0)).failedWith(text, text + "\nmore"),
                    anExecution().of(task).by(text).startedAt(at(1)));
            story.run(at(1), task, task, 2);
            story.approve(story.advise(task, text), at(1));
            Findings findings = story.findings(7, Detail.DETAILED);
            Document page = page(findings);
            assertThat(Xml.elements(page, "*"))
                    .extracting(Element::getTagName)
                    .allMatch(name -> ELEMENTS.contains(name) || MORE_ELEMENTS.contains(name));
            for (Element each : Xml.elements(page, "*")) {
                for (int i = 0; i < each.getAttributes().getLength(); i++) {
                    assertThat(each.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
                }
            }
            assertThat(page.getDocumentElement().getTextContent().replace("\n", ""))
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
            for (Form form : Form.values()) {
                assertThat(form.write(findings).replace("\n", ""))
                        .as(form.name())
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
            }
            assertThat(Markdown.of(findings)).doesNotContain("<script", "<img", "<!--");
        });
    }

    @Test
    void aDayWithoutExecutionsIsAGapInEachChart() throws Exception {
        var story = new Story()
                .day(0, "email", 5, 1)
                .day(1, "email", 5, 0)
                .day(3, "email", 5, 2)
                .day(4, "email", 5, 1);
        Document page = page(story.findings(5));
        for (Element each : Xml.elements(page, "path")) {
            if (each.getAttribute("class").equals("ln")
                    && each.getAttribute("d").length() > 10) {
                assertThat(each.getAttribute("d").chars().filter(c -> c == 'M').count())
                        .isEqualTo(2);
            }
        }
        assertThat(Xml.elements(page, "title"))
                .extracting(Element::getTextContent)
                .contains("2026-03-03: nothing decided", "2026-03-03: nothing measured");
    }

    @Test
    void everythingDrawnIsInsideItsBox() throws Exception {
        Pattern point = Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)");
        for (Element path : Xml.elements(page(Story.full().findings(30)), "path")) {
            Element box = (Element) path.getParentNode();
            if (box.getAttribute("viewBox").equals("0 0 1000 1000")) {
                Matcher found = point.matcher(path.getAttribute("d"));
                while (found.find()) {
                    assertThat(Double.parseDouble(found.group(1))).isBetween(0.0, 1000.0);
                    assertThat(Double.parseDouble(found.group(2))).isBetween(0.0, 1000.0);
                }
            }
        }
    }

    @Test
    void emptyPartsSayPlainlyThatTheyAre() throws Exception {
        String text = page(new Story().day(0, "email", 1, 0).findings(7))
                .getDocumentElement()
                .getTextContent();
        assertThat(text)
                .contains(
                        "Nothing failed.",
                        "No recovery was tried.",
                        "Nothing was recommended yet",
                        "Too little history to say whether anything changed");
    }

    @Test
    void manyKindsAndTasksAreCutAndSaidToBe() throws Exception {
        var story = new Story();
        for (int i = 0; i < 40; i++) {
            String name = "kind" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            story.add(anExecution().of(name).startedAt(at(0)).failedWith(name, name));
        }
        String text = page(story.findings(7)).getDocumentElement().getTextContent();
        assertThat(text).contains("All 40 kinds", "the 30 most frequent of 40", "All 40 are in the JSON form");
    }
}
