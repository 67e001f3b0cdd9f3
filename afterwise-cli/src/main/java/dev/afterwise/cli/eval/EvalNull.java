package dev.afterwise.cli.eval;

import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "null",
        description = {
            "Count how often each analyser finds something in histories that hold nothing, against what it states.",
            "The histories are made up: plain chance, skewed durations, outages at random, a weekly season, repeated rows,",
            "in turn. It fails where it is certain (at 99 %%) that more is found than is stated."
        })
public final class EvalNull implements Verb {
    private static final int MOST_RUNS = 100_000;

    @Option(names = "--runs", paramLabel = "N", order = 1, description = "how many histories; 100 by default")
    int runs = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            order = 2,
            description = "other histories for each number; 0 by default")
    int seed;

    @Option(names = "--only", paramLabel = "NAME", order = 3, description = "only these analysers, by name")
    List<String> only = List.of();

    private record Counted(Analyser analyser, List<Tally> byNoise) {
        Tally found() {
            return byNoise.stream().reduce(Tally.NONE, Tally::merge);
        }

        double low() {
            return Proportions.lowerBound(found(), .99);
        }

        boolean isHonest() {
            return low() <= analyser.stated();
        }
    }

    @Override
    public Answer answer(Session session) {
        if (runs < 1 || runs > MOST_RUNS) {
            throw Refusal.usage("--runs must be from 1 to %,d, but it is (%d).".formatted(MOST_RUNS, runs));
        }
        List<Analyser> analysers = analysers();
        Noise[] noises = Noise.values();
        var found = new long[analysers.size()][noises.length];
        var looked = new long[noises.length];
        try (var gauge = new Gauge(session, "null", runs, "histories")) {
            for (int run = 0; run < runs; run++) {
                int noise = run % noises.length;
                var world = new NullWorld(noises[noise], (long) seed * MOST_RUNS + run);
                looked[noise]++;
                for (int i = 0; i < found.length; i++) {
                    found[i][noise] += analysers.get(i).alarms().test(world) ? 1 : 0;
                }
                gauge.at(run + 1);
            }
        }
        var counted = new ArrayList<Counted>();
        for (int i = 0; i < found.length; i++) {
            var byNoise = new ArrayList<Tally>();
            for (int noise = 0; noise < noises.length; noise++) {
                byNoise.add(new Tally(looked[noise], found[i][noise]));
            }
            counted.add(new Counted(analysers.get(i), byNoise));
        }
        return answer(counted);
    }

    private List<Analyser> analysers() {
        List<Analyser> all = Analysers.all();
        List<String> names = all.stream().map(Analyser::name).toList();
        for (String each : only) {
            if (!names.contains(each)) {
                throw Refusal.usage("There must be an analyser (%s), but there are %s.".formatted(each, names));
            }
        }
        return all.stream()
                .filter(each -> only.isEmpty() || only.contains(each.name()))
                .toList();
    }

    private Answer answer(List<Counted> counted) {
        List<String> liars = counted.stream()
                .filter(each -> !each.isHonest())
                .map(each -> each.analyser().name())
                .toList();
        Table<Counted> table = Table.of("analysers", counted)
                .column("name", "analyser", it -> Cell.name(it.analyser().name()))
                .column("stated", "stated", it -> Cell.real(it.analyser().stated()))
                .column("observed", "observed", it -> Cell.real(it.found().rate()))
                .column("alarms", "alarms", it -> Cell.whole(it.found().worked()))
                .column("low", "at least (99 %)", it -> Cell.real(it.low()))
                .forPrograms("by_noise", EvalNull::byNoise);
        for (Noise each : Noise.values()) {
            int place = Arrays.asList(Noise.values()).indexOf(each);
            table = table.forPeople(
                    each.word(), it -> Cell.whole(it.byNoise().get(place).worked()));
        }
        Answer answer = Answer.of("eval.null")
                .field("runs", "histories", Cell.whole(runs))
                .with(table);
        return liars.isEmpty()
                ? answer.remark("No analyser is seen to find more than it states.", Tone.GOOD)
                : answer.remark("More is found than is stated by: %s.".formatted(String.join(", ", liars)), Tone.BAD)
                        .exit(Exit.FAILED);
    }

    private static Cell byNoise(Counted counted) {
        var members = new ArrayList<Field>();
        for (Noise each : Noise.values()) {
            Tally tally = counted.byNoise().get(members.size());
            members.add(Field.of(each.word(), tally.tried() == 0 ? Cell.ABSENT : Cell.real(tally.rate())));
        }
        return new Cell.Compound(new Cell.Figure(Figures.rate(counted.found())), members);
    }
}
