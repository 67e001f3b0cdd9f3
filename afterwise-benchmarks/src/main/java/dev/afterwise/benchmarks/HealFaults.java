package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.faults.Scores;
import dev.afterwise.benchmarks.faults.Study;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Guards and healers against resilience4j and Failsafe in a simulated world: what share of the requests succeeds, what that
 * costs the component, and how soon all is well again. Virtual time and seeded chance, so that two runs print the same.
 */
final class HealFaults implements Benchmark {
    private static final int CLIENTS = 10;
    private static final int MANY_CLIENTS = 100;
    private static final double NEAR = .01;
    private static final double CALLS = 1.15;
    private static final double RECOVERY = 5;

    /** Something that is said of the policies, and whether it is so. */
    private record Claim(String text, boolean holds) {}

    /** What is shown, and what its digest is of. */
    private record Lines(Report report, List<String> all) {
        Lines(Report report) {
            this(report, new ArrayList<>());
        }

        void add(String line) {
            report.line(line);
            all.add(line);
        }

        void table(List<List<String>> rows) {
            report.table(rows);
            all.add(rows.toString());
        }
    }

    @Override
    public String name() {
        return "heal.faults";
    }

    @Override
    public String compares() {
        return "requests that succeed while components fail, against resilience4j 2.4.0 and Failsafe 3.3.2: claims that hold";
    }

    @Override
    public Target target() {
        return Target.atLeast(1);
    }

    @Override
    public int usualRounds() {
        return 5;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Study study = Study.of(CLIENTS, rounds);
        var lines = new Lines(report);
        lines.add("240 s of 80 requests a second, %d seeds; %d places in the peers' classes redirected to virtual time"
                .formatted(rounds, study.redirections()));
        Study.abouts().forEach(lines::add);
        lines.add(
                "Cells: % of all requests that succeed / calls per request in the fault / s until 99 % succeed (median)");
        lines.add("");
        lines.add("%d clients".formatted(CLIENTS));
        lines.table(table(study));
        lines.add("%d clients".formatted(MANY_CLIENTS));
        lines.table(table(Study.of(MANY_CLIENTS, rounds)));
        lines.add("%d clients, other seeds, and faults that were not looked at while guards were improved:"
                .formatted(CLIENTS));
        Study.otherAbouts().forEach(lines::add);
        Study others = Study.ofOthers(CLIENTS, rounds);
        lines.table(table(others));
        List<Claim> claims = claims(study);
        for (String peer : others.peers()) {
            claims.add(ahead("over all other faults", others, peer));
        }
        for (Claim claim : claims) {
            lines.add("%-4s %s".formatted(claim.holds() ? "yes" : "NO", claim.text()));
        }
        report.line("SHA-256 of all this: " + digest(lines.all()));
        report.line("The ratio is the share of these claims that hold: 1 is good.");
        return (double) claims.stream().filter(Claim::holds).count() / claims.size();
    }

    private static List<List<String>> table(Study study) {
        List<List<String>> rows = new ArrayList<>();
        var head = new ArrayList<>(List.of("policy"));
        head.addAll(study.scenarios());
        head.add("mean");
        rows.add(head);
        for (String policy : study.policies()) {
            var row = new ArrayList<>(List.of(policy));
            study.scenarios().forEach(scenario -> row.add(cell(study.in(scenario, policy))));
            row.add(percent(study.overall(policy)));
            rows.add(row);
        }
        return rows;
    }

    private static String cell(Scores scores) {
        double recovery = scores.usualRecoverySeconds();
        return String.format(
                Locale.ROOT,
                "%s / %.2f / %s",
                percent(scores.success()),
                scores.callsPerRequest(),
                recovery > 180 ? "never" : String.format(Locale.ROOT, "%.0f", recovery));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static List<Claim> claims(Study study) {
        List<Claim> claims = new ArrayList<>();
        String ours = study.ours();
        for (String scenario : study.scenarios()) {
            double best = study.peers().stream()
                    .mapToDouble(peer -> study.in(scenario, peer).success())
                    .max()
                    .orElseThrow();
            double success = study.in(scenario, ours).success();
            claims.add(new Claim(
                    "%s: %s %% succeed, at most a point less than with the best peer (%s)"
                            .formatted(scenario, percent(success), percent(best)),
                    success >= best - NEAR));
        }
        for (String scenario : study.scenarios()) {
            double recovery = study.in(scenario, ours).recoverySeconds();
            claims.add(new Claim(
                    "%s: well again after %.0f s at the latest, at most %.0f".formatted(scenario, recovery, RECOVERY),
                    recovery <= RECOVERY));
        }
        double calls = study.in("outage", ours).callsPerRequest();
        claims.add(new Claim(
                String.format(Locale.ROOT, "outage: %.2f calls per request, at most %.2f", calls, CALLS),
                calls <= CALLS));
        for (String peer : study.peers()) {
            claims.add(ahead("over all scenarios", study, peer));
        }
        return claims;
    }

    private static Claim ahead(String where, Study study, String peer) {
        double ours = study.overall(study.ours());
        double theirs = study.overall(peer);
        return new Claim(
                "%s ahead of %s (%s %% against %s)".formatted(where, peer, percent(ours), percent(theirs)),
                ours > theirs);
    }

    private static String digest(List<String> lines) throws Exception {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }
}
