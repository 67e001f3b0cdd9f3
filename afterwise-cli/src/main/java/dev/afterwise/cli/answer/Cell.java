package dev.afterwise.cli.answer;

import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Measure;
import dev.afterwise.Money;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One value of an answer, which knows what it is and leaves it to each form how to write it. Text may come from anywhere:
 * the forms make it safe.
 */
public sealed interface Cell {
    Cell ABSENT = new Absent();

    /** There is no value. People see a blank, programs null. */
    record Absent() implements Cell {}

    /** Text that a narrow terminal may cut. */
    record Text(String text, Tone tone) implements Cell {}

    /** Text that is never cut, such as a word out of few, or what somebody may want to copy. */
    record Name(String text, Tone tone) implements Cell {}

    /** An id, of which a narrow terminal shows the beginning. That is enough wherever an id is asked for, if it is unique. */
    record Id(String hex) implements Cell {}

    /** Numbers in words for people. */
    record Figure(String text) implements Cell {}

    record Whole(long number) implements Cell {}

    /** A number with at most six decimals. */
    record Real(double number) implements Cell {}

    record Flag(boolean flag) implements Cell {}

    /** A duration; in JSON milliseconds, under a key that ends in {@code _ms}. */
    record Took(Duration duration) implements Cell {}

    /** A moment; people see it in UTC to the second. */
    record Moment(Instant at) implements Cell {}

    /** Money; in JSON dollars, under a key that ends in {@code _usd}. */
    record Cost(Money amount) implements Cell {}

    /** Several values: for people one after another, for programs a list. */
    record Several(List<Cell> cells) implements Cell {
        public Several {
            cells = List.copyOf(cells);
        }
    }

    /** A whole of several members: people see {@code shown}, programs an object. */
    record Compound(Cell shown, List<Field> members) implements Cell {
        public Compound {
            members = List.copyOf(members);
        }
    }

    /** A table inside: people see nothing, programs a list of its rows. */
    record Rows(Table<?> table) implements Cell {}

    /** A JSON value of our own: people see nothing, programs the value. */
    record Json(String json) implements Cell {}

    /** Absent if there is no text, or none in it. */
    static Cell text(@Nullable String text) {
        return text == null || text.isEmpty() ? ABSENT : new Text(text, Tone.PLAIN);
    }

    static Cell name(String text) {
        return new Name(text, Tone.PLAIN);
    }

    static Cell id(ExecutionId id) {
        return new Id(id.hex());
    }

    static Cell status(Status status) {
        return new Name(
                status.word(),
                switch (status) {
                    case SUCCEEDED -> Tone.GOOD;
                    case FAILED -> Tone.BAD;
                    case CANCELLED, ABANDONED -> Tone.WARNING;
                    case RUNNING, UNKNOWN -> Tone.FAINT;
                });
    }

    static Cell whole(long number) {
        return new Whole(number);
    }

    /** Absent if it is zero, for what most executions don't have. */
    static Cell wholeUnlessZero(long number) {
        return number == 0 ? ABSENT : new Whole(number);
    }

    /** Absent if it is no finite number. */
    static Cell real(double number) {
        return Double.isFinite(number) ? new Real(number) : ABSENT;
    }

    static Cell took(@Nullable Duration duration) {
        return duration == null ? ABSENT : new Took(duration);
    }

    static Cell moment(Instant at) {
        return new Moment(at);
    }

    static Cell costUnlessZero(Money amount) {
        return amount.micros() == 0 ? ABSENT : new Cost(amount);
    }

    static Cell several(Collection<String> texts) {
        return new Several(texts.stream().map(Cell::name).toList());
    }

    /** A rate with its 95 % interval and how much it was seen in. */
    static Cell rate(Tally tally) {
        Interval interval = Proportions.interval(tally);
        boolean isKnown = tally.tried() > 0;
        return new Compound(
                isKnown ? new Figure(Figures.rate(tally)) : ABSENT,
                List.of(
                        Field.of("rate", isKnown ? real(tally.rate()) : ABSENT),
                        Field.of("low", real(interval.low())),
                        Field.of("high", real(interval.high())),
                        Field.of("n", whole(tally.tried()))));
    }

    /** An effect with its interval, its p-value and the sample. */
    static Cell evidence(Evidence evidence) {
        return new Compound(
                new Figure(Figures.effect(evidence)),
                List.of(
                        Field.of("measure", name(word(evidence.measure()))),
                        Field.of("effect", real(evidence.effect())),
                        Field.of("low", real(evidence.low())),
                        Field.of("high", real(evidence.high())),
                        Field.of("p_value", real(evidence.pValue())),
                        Field.of("n", whole(evidence.sample()))));
    }

    private static String word(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }
}
