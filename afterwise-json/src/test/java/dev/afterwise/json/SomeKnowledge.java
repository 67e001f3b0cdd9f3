package dev.afterwise.json;

import dev.afterwise.Dimension;
import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Trust;
import dev.afterwise.Trust.Weight;
import java.time.Instant;
import java.util.List;

/** Items of every kind and origin. */
final class SomeKnowledge {
    static final Instant AT = Instant.parse("2026-01-31T09:30:00.123456Z");

    private SomeKnowledge() {}

    static List<Knowledge> items() {
        return List.of(
                item("000000000001", Kind.BEST_PRACTICE, From.WRITTEN, Trust.of(.75, AT)),
                item(
                        "000000000002",
                        Kind.KNOWN_ISSUE,
                        From.LEARNED,
                        Trust.of(.9, AT).afterUses(1)),
                item(
                        "000000000003",
                        Kind.OPTIMIZATION,
                        From.IMPORTED,
                        new Trust(
                                new Weight(3, .25, AT),
                                new Weight(1, 2, AT),
                                new Weight(0, 1e-3, AT),
                                7,
                                new Tally(3, 1),
                                "it is \"odd\"")),
                new Knowledge(
                        "000000000004",
                        Kind.PATTERN,
                        Scope.EVERYTHING,
                        "short",
                        "",
                        new Provenance(From.WRITTEN, "", AT),
                        Trust.of(0, AT)));
    }

    private static Knowledge item(String id, Kind kind, From from, Trust trust) {
        return new Knowledge(
                id,
                kind,
                new Scope(
                        Subject.step("mail \u6771\u4eac", "fetch").with(Dimension.AGENT, "a=b \"c\""),
                        "web",
                        List.of("files > 7", "branch = main")),
                "It's \"known\"",
                "Look \ud83d\udc69",
                new Provenance(from, "patterns", AT),
                trust);
    }
}
