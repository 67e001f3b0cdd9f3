package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Findings as one page that needs nothing else: no network, no script, no other file. It may be opened by anybody, whatever
 * is in the history: besides everything being escaped, the page allows itself nothing but its own style.
 */
final class Page {
    private static final String STYLE = resource("report.css");
    private static final String GLYPHS = resource("glyphs.svg");

    private Page() {}

    static String of(Findings findings) {
        var out = new Markup();
        out.open("html", "lang", "en");
        head(out, findings);
        out.open("body");
        out.put("a", "Skip to the findings", "class", "skip", "href", "#main");
        out.own(GLYPHS);
        bar(out, findings.scope());
        out.open("main", "class", "page", "id", "main");
        title(out, findings);
        changes(out, Sayings.all(findings));
        findings.depth().ifPresent(depth -> HealthPanel.write(out, depth.checkup(), findings.scope()));
        CoursePanel.write(out, findings.course(), findings.scope());
        findings.depth().ifPresent(depth -> WeekPanel.write(out, depth.hours(), depth.patterns(), findings.scope()));
        findings.depth().flatMap(Depth::patterns).ifPresent(patterns -> PatternPanel.write(out, patterns));
        if (findings.depth().isEmpty()
                || findings.depth().get().errors().errors().isEmpty()) {
            FailurePanels.failures(out, findings);
        } else {
            ErrorPanel.write(out, findings.depth().get().errors(), findings.scope());
        }
        FailurePanels.recoveries(out, findings.healing(), findings.scope());
        TaskPanels.tasks(out, findings);
        AdvicePanel.write(out, findings);
        TaskPanels.insides(out, findings);
        how(out, findings);
        out.close().close().close();
        return "<!DOCTYPE html>\n" + out + "\n";
    }

    private static void head(Markup out, Findings findings) {
        out.open("head");
        out.empty("meta", "charset", "utf-8");
        out.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                        .formatted(hash(STYLE)));
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "name", "color-scheme", "content", "light dark");
        out.empty("meta", "name", "referrer", "content", "no-referrer");
        out.empty("meta", "name", "robots", "content", "noindex");
        out.put("title", "%s · Afterwise".formatted(findings.scope().workspace()));
        out.open("style").own(STYLE).close();
        out.close();
    }

    private static void bar(Markup out, Scope scope) {
        out.open("header", "class", "bar").open("div", "class", "in");
        Panel.glyph(out, "brand", "brandmark", "");
        out.put("b", "Afterwise");
        out.put("span", "/", "class", "q");
        out.open("span").put("bdi", scope.workspace().name()).close();
        out.put("span", "/", "class", "q");
        out.put("span", "Report", "class", "q");
        out.put("span", "made " + moment(scope.madeAt()), "class", "made");
        out.close().close();
    }

    private static void title(Markup out, Findings findings) {
        Scope scope = findings.scope();
        out.open("div", "class", "top");
        out.put("h1", Sayings.title(findings));
        out.put("p", Panel.minus(Sayings.lead(findings)));
        out.close();
        var total = findings.outcomes();
        out.open("dl", "class", "panel strip");
        fact(out, "Executions", Figures.whole(total.total()), rest(findings));
        fact(
                out,
                "Failed",
                Figures.whole(total.failed()),
                "of %s decided".formatted(Figures.whole(findings.decided().tried())));
        var healing = findings.healing().recoveries();
        fact(
                out,
                "Recovered",
                healing.tried() == 0 ? "–" : Figures.percent(healing.rate()) + " %",
                healing.tried() == 0
                        ? "no recovery was tried"
                        : Panel.interval(healing) + ", of " + Figures.whole(healing.tried()));
        var usage = findings.course().total().usage();
        fact(
                out,
                "Cost",
                usage.cost().micros() == 0 ? "–" : Panel.money(usage.cost()),
                usage.inputTokens() + usage.outputTokens() == 0
                        ? usage.cost().micros() == 0 ? "none was recorded" : "no tokens were recorded"
                        : Figures.whole(usage.inputTokens() + usage.outputTokens()) + " tokens");
        fact(
                out,
                "Tasks",
                Figures.whole(findings.tasks().size()),
                "in the workspace " + scope.workspace().name());
        out.close();
    }

    private static String rest(Findings findings) {
        var total = findings.outcomes();
        List<String> rest = new ArrayList<>();
        if (total.cancelled() > 0) {
            rest.add(Figures.whole(total.cancelled()) + " cancelled");
        }
        if (total.unknown() > 0) {
            rest.add(Figures.whole(total.unknown()) + " unknown");
        }
        if (total.abandoned() > 0) {
            rest.add(Figures.whole(total.abandoned()) + " abandoned");
        }
        if (total.running() > 0) {
            rest.add(Figures.whole(total.running()) + " running");
        }
        return rest.isEmpty() ? "all decided" : String.join(", ", rest);
    }

    private static void fact(Markup out, String name, String figure, String note) {
        out.open("div");
        out.put("dt", name);
        out.open("dd").put("b", figure).text(" ").put("small", note).close();
        out.close();
    }

    private static void changes(Markup out, List<Saying> sayings) {
        Panel.begin(out, "changed", "What changed", "", "");
        out.open("ul", "class", "chg");
        for (Saying each : sayings) {
            out.open("li");
            Panel.glyph(out, "st", glyph(each.sign()), "");
            out.put("b", each.word(), "class", each.sign().word());
            out.put("span", Panel.minus(each.sentence()));
            out.close();
        }
        out.close();
        Panel.end(out);
    }

    private static String glyph(Sign sign) {
        return switch (sign) {
            case BETTER -> "s-ok";
            case WORSE -> "s-worse";
            case NEW -> "s-new";
            case STEADY -> "s-steady";
            case UNKNOWN -> "s-unknown";
            case WAITING -> "s-wait";
        };
    }

    private static void how(Markup out, Findings findings) {
        Scope scope = findings.scope();
        out.open("footer", "class", "how");
        out.put("h2", "How it was counted");
        out.put(
                "p",
                "Everything that began from %s to %s (UTC), the newest execution there is. Times are of the beginning of an execution."
                        .formatted(moment(scope.from()), moment(scope.newest())));
        out.put(
                "p",
                "A rate of success is of decided executions: cancelled, unknown, abandoned and running ones are neither success nor failure. "
                        + "Intervals hold with 95 % confidence, if executions are independent of each other: Wilson's for rates, Newcombe's for their "
                        + "differences, distribution-free ones for quantiles, which are within 1 %. A trend is claimed only after correction for looking at two.");
        out.put(
                "p",
                "What an adopted change has brought compares runs before with runs after; whatever else changed at the same time is in it. "
                        + "Each has its own interval, not corrected for how many were adopted.");
        out.close();
    }

    private static String moment(Instant at) {
        return Figures.moment(at).substring(0, "2026-01-12 09:00".length());
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar must hold (%s), but does not.".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
