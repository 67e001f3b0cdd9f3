package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Part;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Sparkline;
import dev.afterwise.cli.history.Totals;
import dev.afterwise.store.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Findings as an answer, chapter by chapter: for the terminal, for programs, and for Markdown. */
final class Chapters {
    private static final int MOST_BARS = 60;

    /** Something that has a value in each slot, and how that is said. */
    private record Measured(String name, ToDoubleFunction<Bucket> value, Function<OptionalDouble, Cell> said) {}

    private static final List<Measured> MEASURES = List.of(
            new Measured("success", Chapters::rate, it -> said(it, rate -> Figures.percent(rate) + " %")),
            new Measured("median", slot -> quantile(slot, .5), it -> said(it, Chapters::duration)),
            new Measured("p95", slot -> quantile(slot, .95), it -> said(it, Chapters::duration)),
            new Measured(
                    "executions",
                    slot -> (double) slot.summary().outcomes().total(),
                    it -> said(it, count -> Figures.whole((long) count))));

    private Chapters() {}

    private static Cell said(OptionalDouble value, DoubleFunction<String> words) {
        return value.isPresent() ? new Cell.Figure(words.apply(value.getAsDouble())) : Cell.ABSENT;
    }

    private static String duration(double seconds) {
        return Figures.duration(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /** The whole report as one answer, in which each chapter begins with its title. */
    static Answer answer(Findings findings, Extent extent) {
        Answer answer = Answer.of("report");
        for (Chapter chapter : of(findings, extent)) {
            answer = chapter.title().isEmpty() ? answer : answer.remark(chapter.title(), Tone.STRONG);
            for (Part part : chapter.parts()) {
                answer = answer.with(part);
            }
        }
        return answer;
    }

    static List<Chapter> of(Findings findings, Extent extent) {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter("", head(findings)));
        chapters.add(new Chapter("What changed", changes(findings)));
        chapters.add(new Chapter("Success and duration", course(findings.course(), extent)));
        chapters.add(new Chapter("Failures", Listings.failures(findings, extent)));
        chapters.add(new Chapter("Recoveries", Listings.recoveries(findings.healing())));
        chapters.add(new Chapter("Tasks", Listings.tasks(findings, extent)));
        if (extent == Extent.WHOLE) {
            Listings.insides(findings).forEach(chapters::add);
        }
        findings.depth().ifPresent(depth -> chapters.addAll(DepthChapters.of(depth, findings.scope(), extent)));
        chapters.add(new Chapter("Advice", Listings.advice(findings, extent)));
        return List.copyOf(chapters);
    }

    private static List<Part> head(Findings findings) {
        Scope scope = findings.scope();
        var total = findings.outcomes();
        return List.of(
                new Part.Remark(Sayings.title(findings), Tone.STRONG),
                new Part.Remark(Sayings.lead(findings), Tone.PLAIN),
                new Field("workspace", "workspace", Cell.name(scope.workspace().name())),
                Field.of("days", Cell.whole(scope.days())),
                new Field("from", "from", Cell.moment(scope.from())),
                new Field("newest", "to", Cell.moment(scope.newest())),
                new Field("made_at", "made", Cell.moment(scope.madeAt())),
                Field.of("title", Cell.name(Sayings.title(findings))),
                new Field("executions", "executions", Cell.whole(total.total())),
                Field.of("succeeded", Cell.whole(total.succeeded())),
                new Field("failed", "failed", Cell.whole(total.failed())),
                Field.of("cancelled", Cell.whole(total.cancelled())),
                new Field("", "cancelled", Cell.wholeUnlessZero(total.cancelled())),
                Field.of("unknown", Cell.whole(total.unknown())),
                new Field("", "unknown", Cell.wholeUnlessZero(total.unknown())),
                Field.of("abandoned", Cell.whole(total.abandoned())),
                new Field("", "abandoned", Cell.wholeUnlessZero(total.abandoned())),
                Field.of("running", Cell.whole(total.running())),
                new Field("", "running", Cell.wholeUnlessZero(total.running())),
                new Field("success", "success %", Cell.rate(findings.decided())),
                Field.of(
                        "success_before",
                        Cell.rate(findings.course().before().outcomes().decided())),
                new Field("p50_ms", "p50", Listings.quantile(findings.course().total(), .5)),
                new Field("p95_ms", "p95", Listings.quantile(findings.course().total(), .95)),
                new Field(
                        "cost_usd",
                        "cost",
                        Cell.costUnlessZero(findings.course().total().usage().cost())));
    }

    private static List<Part> changes(Findings findings) {
        List<Saying> sayings = Sayings.all(findings);
        List<Part> parts = new ArrayList<>();
        for (Saying each : sayings) {
            parts.add(new Part.Remark(
                    each.word() + ": " + each.sentence(), each.sign().tone()));
        }
        parts.add(Table.of("changes", sayings)
                .forPrograms("sign", it -> Cell.name(it.sign().word()))
                .forPrograms("word", it -> Cell.name(it.word()))
                .forPrograms("sentence", it -> Cell.name(it.sentence())));
        return parts;
    }

    private static List<Part> course(Course course, Extent extent) {
        List<Part> parts = new ArrayList<>();
        parts.add(Table.of("", MEASURES)
                .forPeople("figure", it -> Cell.name(it.name()))
                .forPeople("course", it -> Cell.name(bars(course, it.value())))
                .forPeople("lowest", it -> it.said().apply(values(course, it).min()))
                .forPeople("highest", it -> it.said().apply(values(course, it).max())));
        parts.add(Field.of("by", Cell.name(course.grain().word())));
        parts.add(Field.of("slot_ms", Cell.took(course.grain().length())));
        Table<Bucket> table = Table.of(
                        "series",
                        course.slots().stream()
                                .filter(slot -> slot.summary().outcomes().total() > 0)
                                .toList())
                .forPrograms("start", it -> Cell.moment(it.start()))
                .forPeople("from", it -> Cell.name(course.grain().label(it.start())));
        if (extent == Extent.WHOLE) {
            parts.add(Totals.columns(table, Bucket::summary));
        }
        for (Mark mark : course.marks()) {
            parts.add(new Part.Remark(
                    "%s  %s: %s".formatted(Figures.moment(mark.at()), mark.done(), mark.change()), Tone.FAINT));
        }
        return parts;
    }

    /** Where there was nothing, a dot: blanks in a row would be one. */
    private static String bars(Course course, ToDoubleFunction<Bucket> value) {
        double[] values = course.slots().stream().mapToDouble(value).toArray();
        return Sparkline.of(values, MOST_BARS).replace(' ', '·');
    }

    private static DoubleStream values(Course course, Measured measured) {
        return course.slots().stream().mapToDouble(measured.value()).filter(Double::isFinite);
    }

    static double rate(Bucket slot) {
        return slot.summary().outcomes().decided().rate();
    }

    /** In seconds; not a number where nothing was timed. */
    static double quantile(Bucket slot, double q) {
        var took = slot.summary().took();
        return took.count() == 0 ? Double.NaN : seconds(took.quantile(q));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
