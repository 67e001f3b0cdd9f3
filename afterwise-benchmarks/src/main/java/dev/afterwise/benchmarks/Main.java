package dev.afterwise.benchmarks;

import java.util.List;
import java.util.Optional;

/** The command behind {@code ./bench}. */
final class Main {
    private static final int HOLDS = 0;
    private static final int DOES_NOT_HOLD = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final List<Benchmark> ALL = List.of(
            new CliStart(),
            new RecordStep(),
            new RecordOff(),
            new StoreIngest(),
            new StoreStats(),
            new ServerIngest(),
            new ServerAdvice(),
            new ServerPages(),
            new ServerWatch(),
            new PlanOverhead(),
            new PlanForecast(),
            new PlanSchedule(),
            new PlanImprove(),
            new PlanLarge(),
            new PlanKills(),
            new HealSuccess(),
            new HealReject(),
            new HealFaults(),
            new HealLearning(),
            new LearnStats(),
            new LearnPatterns(),
            new LearnPlanted(),
            new LoopKnown(),
            new AdviseLatency(),
            new LoopLife(),
            new LoopReplay(),
            new LearnAnomaly(),
            new LearnReport(),
            new LearnChange(),
            new LearnChangepoints(),
            new GuardKeys());

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        var report = new Report(System.out);
        if (arguments.isEmpty() || arguments.equals(List.of("list"))) {
            list(report);
            return HOLDS;
        }
        if (arguments.getFirst().equals(StoreBuild.NAME)) {
            return build(arguments.subList(1, arguments.size()), report);
        }
        Optional<Benchmark> asked = ALL.stream()
                .filter(each -> each.name().equals(arguments.getFirst()))
                .findFirst();
        if (asked.isEmpty()) {
            return refused("A benchmark must be one of (%s), but this is (%s).\nMaybe see ./bench list."
                    .formatted(
                            String.join(", ", ALL.stream().map(Benchmark::name).toList()), arguments.getFirst()));
        }
        Benchmark benchmark = asked.get();
        if (arguments.size() > 2 || (arguments.size() == 2 && !arguments.get(1).matches("[1-9][0-9]{0,2}"))) {
            return refused("What follows the name must be how often to measure, from 1 to 999, but this is (%s)."
                    .formatted(String.join(" ", arguments.subList(1, arguments.size()))));
        }
        int rounds = arguments.size() == 2 ? Integer.parseInt(arguments.get(1)) : benchmark.usualRounds();
        report.line("%s: %s".formatted(benchmark.name(), benchmark.compares()));
        report.machine();
        var verdict = new Verdict(benchmark.name(), benchmark.measure(report, rounds), benchmark.target());
        report.line(verdict.json());
        return verdict.holds() ? HOLDS : DOES_NOT_HOLD;
    }

    private static int build(List<String> arguments, Report report) throws Exception {
        try {
            StoreBuild.run(arguments, report);
            return HOLDS;
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static int refused(String message) {
        System.err.println("bench: " + message);
        return NOT_UNDERSTOOD;
    }

    private static void list(Report report) {
        for (Benchmark each : ALL) {
            report.line("%-15s %-8s %s".formatted(each.name(), each.target(), each.compares()));
        }
        report.line("%-15s %-8s %s"
                .formatted(StoreBuild.NAME, "", "makes a store to try things with: " + StoreBuild.USAGE));
    }
}
