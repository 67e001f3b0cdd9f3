package dev.afterwise.cli.report;

import dev.afterwise.Failure;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Figures;
import java.util.List;
import java.util.stream.Collectors;

/** What failed, by kind, and what was done about attempts that failed. */
final class FailurePanels {
    private static final int MOST_SHOWN = 15;
    private static final int MOST_LISTED = 200;

    private FailurePanels() {}

    static void failures(Markup out, Findings findings) {
        List<Failing> all = findings.failures();
        long failed = findings.outcomes().failed();
        String note = all.isEmpty()
                ? ""
                : "%s of %s, shares of all %s decided executions"
                        .formatted(
                                all.size() == 1 ? "one kind" : Figures.whole(all.size()) + " kinds",
                                failed == 1 ? "one failure" : Figures.whole(failed) + " failures",
                                Figures.whole(findings.decided().tried()));
        Panel.begin(
                out,
                "failures",
                "Failures",
                note,
                "afterwise history errors --since " + findings.scope().since());
        if (all.isEmpty()) {
            out.put("p", "Nothing failed.", "class", "none");
        } else {
            table(out, all.subList(0, Math.min(MOST_SHOWN, all.size())));
        }
        if (all.size() > MOST_SHOWN) {
            int listed = Math.min(all.size(), MOST_LISTED);
            Panel.beginMore(
                    out,
                    listed == all.size()
                            ? "All %d kinds".formatted(listed)
                            : "The %d most frequent kinds".formatted(listed));
            Panel.table(out, Listings.table(all.subList(0, listed)), "Failures by kind");
            out.close();
        }
        Panel.end(out);
    }

    private static void table(Markup out, List<Failing> failures) {
        out.open("table", "class", "rows fails");
        heads(out, "Failure", "t", "Course", "g", "Count", "n", "Share", "g", "", "n", "Last seen", "n");
        out.open("tbody");
        for (Failing each : failures) {
            Failure example = each.group().example();
            out.open("tr").open("th", "scope", "row");
            out.open("div", "class", "what");
            if (each.novelty() == Failing.Novelty.NEW) {
                out.put("span", "new", "class", "tag new").text(" ");
            }
            out.put("code", message(example)).close();
            out.open("div", "class", "why").text(label(example));
            if (!example.type().isEmpty()) {
                out.text(" · ").put("bdi", example.type());
            }
            List<String> agents = each.group().agents().stream()
                    .filter(agent -> !agent.isEmpty())
                    .toList();
            if (!agents.isEmpty()) {
                out.text(" · ").put("bdi", some(agents));
            }
            out.text(" · newest ").put("code", each.group().execution().hex().substring(0, 12));
            out.close().close();
            out.open("td", "class", "g", "data-label", "Course");
            Glimpse.counts(out, each.perSlot());
            out.close();
            out.put("td", Figures.whole(each.group().count()), "class", "n", "data-label", "Count");
            out.open("td", "class", "g share");
            Glimpse.rate(out, each.share(), "bad");
            out.close();
            rate(out, each.share(), "Share");
            out.put(
                    "td",
                    Figures.moment(each.group().lastSeen()).substring(0, "2026-01-12 09:00".length()),
                    "class",
                    "n q",
                    "data-label",
                    "Last seen");
            out.close();
        }
        out.close().close();
    }

    private static String message(Failure failure) {
        String message = failure.message().strip();
        String first = message.lines().findFirst().orElse("");
        String text = first.isEmpty() ? (failure.type().isEmpty() ? "no message" : failure.type()) : first;
        return text.length() > 300
                ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, 300))) + "…"
                : text;
    }

    private static String label(Failure failure) {
        return failure.failureClass().label().replace('_', ' ');
    }

    private static String some(List<String> names) {
        return names.size() <= 3
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
    }

    static void recoveries(Markup out, Healing healing, Scope scope) {
        Panel.begin(
                out,
                "recoveries",
                "Recoveries",
                "by class of failure; each is scored by the attempt after it",
                "afterwise heal stats --since " + scope.since());
        if (!healing.classes().isEmpty()) {
            out.open("table", "class", "rows heals");
            heads(
                    out,
                    "Class",
                    "t",
                    "Failed attempts",
                    "n",
                    "Given up",
                    "n",
                    "Recovered",
                    "g",
                    "",
                    "n",
                    "Of these",
                    "t");
            out.open("tbody");
            for (Healing.OfClass each : healing.classes()) {
                out.open("tr").put("th", each.failureClass().label().replace('_', ' '), "scope", "row");
                out.put("td", Figures.whole(each.attempts()), "class", "n", "data-label", "Failed attempts");
                out.put("td", Figures.whole(each.givenUp()), "class", "n", "data-label", "Given up");
                out.open("td", "class", "g");
                Glimpse.rate(out, each.recoveries(), "heal");
                out.close();
                rate(out, each.recoveries(), "Recovered");
                out.put("td", strategies(each), "class", "t q", "data-label", "Of these");
                out.close();
            }
            out.close().close();
        }
        out.put("p", Listings.looked(healing), "class", "foot");
        Panel.end(out);
    }

    private static String strategies(Healing.OfClass each) {
        return each.strategies().entrySet().stream()
                .map(entry -> "%s %s of %s"
                        .formatted(
                                entry.getKey().replace('_', ' '),
                                Figures.whole(entry.getValue().worked()),
                                Figures.whole(entry.getValue().tried())))
                .collect(Collectors.joining(", "));
    }

    /** A cell with a rate, its interval on a line of its own. */
    static void rate(Markup out, Tally tally, String label) {
        out.open("td", "class", "n", "data-label", label);
        if (tally.tried() == 0) {
            out.put("span", "–", "class", "q");
        } else {
            out.put("b", Figures.percent(tally.rate()) + " %").text(" ").put("small", Panel.interval(tally));
        }
        out.close();
    }

    /** @param titles and their styles, in turn */
    static void heads(Markup out, String... titles) {
        out.open("thead").open("tr");
        for (int i = 0; i < titles.length; i += 2) {
            if (titles[i].isEmpty()) {
                out.open("td").close();
            } else {
                out.put("th", titles[i], "scope", "col", "class", titles[i + 1]);
            }
        }
        out.close().close();
    }
}
