package dev.afterwise.segment;

import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A segment that is being made of executions, and of rows of other segments. For one thread. */
public final class SegmentBuilder {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Map<Trait, CodesBuilder<String>> labels = new EnumMap<>(Trait.class);
    private final Map<Quantity, NumbersBuilder> quantities = new EnumMap<>(Quantity.class);
    private final CodesBuilder<List<String>> steps = new CodesBuilder<>();
    private final CodesBuilder<List<String>> failedSteps = new CodesBuilder<>();
    private final CodesBuilder<SortedMap<String, Tally>> recoveries = new CodesBuilder<>();
    private final Map<String, CodesBuilder<String>> texts = new TreeMap<>();
    private final Map<String, NumbersBuilder> reals = new TreeMap<>();
    private final IdentityHashMap<Segment, List<String>> attributes = new IdentityHashMap<>();
    private int size;
    private long[] ids = new long[64];

    public SegmentBuilder() {
        for (Trait each : Trait.values()) {
            labels.put(each, new CodesBuilder<>());
        }
        for (Quantity each : Quantity.values()) {
            quantities.put(each, each == Quantity.COMPLEXITY ? NumbersBuilder.ofReal() : NumbersBuilder.ofWhole());
        }
    }

    /** How many rows there are so far. */
    public int size() {
        return size;
    }

    public SegmentBuilder add(Entry entry) {
        Headline headline = entry.headline();
        add(headline.profile());
        add(headline.outcome());
        add(headline.usage());
        Instant startedAt = headline.startedAt();
        put(Quantity.STARTED_US, micros(startedAt.getEpochSecond(), startedAt.getNano()));
        StepNames names = entry.steps();
        steps.put(size, names == null ? null : names.begun());
        failedSteps.put(size, names == null || names.failed().isEmpty() ? null : names.failed());
        recoveries.put(size, headline.recoveries().isEmpty() ? null : headline.recoveries());
        next(entry.number());
        return this;
    }

    private void add(Profile profile) {
        put(Trait.TASK, profile.task());
        put(Trait.AGENT, profile.agent());
        put(Trait.MODEL, profile.model());
        put(Trait.ROUTE, profile.route());
        Double complexity = profile.complexity();
        if (complexity != null) {
            quantity(Quantity.COMPLEXITY).put(size, complexity.doubleValue());
        }
        profile.attributes().forEach((name, value) -> {
            switch (value) {
                case Value.Text(String text) -> texts(name).put(size, text);
                case Value.Numeric(double number) -> reals(name).put(size, number);
            }
        });
    }

    private void add(Outcome outcome) {
        put(Trait.STATUS, outcome.status().word());
        if (outcome instanceof Outcome.Failed(var ignored, Failure failure)) {
            put(Trait.FAILURE_CLASS, failure.failureClass().label());
            put(Trait.FINGERPRINT, failure.fingerprint().hex());
        }
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        if (took != null) {
            put(Quantity.TOOK_US, micros(took.getSeconds(), took.getNano()));
        }
    }

    private void add(Usage usage) {
        put(Quantity.INPUT_TOKENS, usage.inputTokens());
        put(Quantity.OUTPUT_TOKENS, usage.outputTokens());
        put(Quantity.CACHED_TOKENS, usage.cachedTokens());
        put(Quantity.COST_MICROS, usage.cost().micros());
        put(Quantity.API_CALLS, usage.apiCalls());
    }

    /** Takes a row over from another segment. */
    public SegmentBuilder add(Segment other, int row) {
        for (Trait each : Trait.values()) {
            label(each).put(size, other.labels(each), row);
        }
        for (Quantity each : Quantity.values()) {
            quantity(each).put(size, other.numbers(each), row);
        }
        steps.put(size, other.steps(), row);
        failedSteps.put(size, other.failedSteps(), row);
        recoveries.put(size, other.recoveries(), row);
        for (String each : attributes.computeIfAbsent(other, its -> List.copyOf(its.attributes()))) {
            Codes<String> text = other.texts(each);
            if (text.code(row) != Codes.NONE) {
                texts(each).put(size, text, row);
            }
            Numbers number = other.numbers(each);
            if (number.has(row)) {
                reals(each).put(size, number, row);
            }
        }
        next(other.number(row));
        return this;
    }

    private void next(long number) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size] = number;
        size++;
    }

    private void put(Trait trait, @Nullable String label) {
        label(trait).put(size, label);
    }

    private void put(Quantity quantity, long number) {
        quantity(quantity).put(size, number);
    }

    private CodesBuilder<String> label(Trait trait) {
        return Objects.requireNonNull(labels.get(trait));
    }

    private NumbersBuilder quantity(Quantity quantity) {
        return Objects.requireNonNull(quantities.get(quantity));
    }

    private CodesBuilder<String> texts(String attribute) {
        return texts.computeIfAbsent(attribute, ignored -> new CodesBuilder<>());
    }

    private NumbersBuilder reals(String attribute) {
        return reals.computeIfAbsent(attribute, ignored -> NumbersBuilder.ofReal());
    }

    /** The microsecond in which it lies; of those too far away, the farthest that there is. */
    private static long micros(long seconds, int nanos) {
        try {
            return Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), nanos / 1_000);
        } catch (ArithmeticException tooFar) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public Segment build() {
        return Segment.of(encode());
    }

    /** The bytes that {@link Segment#of} reads. */
    public byte[] encode() {
        var bytes = new ByteArrayOutputStream(64 + size * 24);
        try (var out = new DataOutputStream(bytes)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] all = bytes.toByteArray();
        int end = all.length - Integer.BYTES;
        ByteBuffer.wrap(all).putInt(end, Segment.sum(all, end));
        return all;
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeByte(Segment.VERSION);
        out.writeInt(size);
        PackedLongs.write(out, ids, size);
        for (Trait each : Trait.values()) {
            label(each).write(out, size, Segment::words);
        }
        for (Quantity each : Quantity.values()) {
            quantity(each).write(out, size);
        }
        steps.write(out, size, Segment::sequences);
        failedSteps.write(out, size, Segment::sequences);
        recoveries.write(out, size, (to, values) -> Wire.list(to, values, Segment::tallies));
        out.writeInt(texts.size());
        for (var each : texts.entrySet()) {
            Wire.text(out, each.getKey());
            each.getValue().writeShorter(out, size, Segment::words);
        }
        out.writeInt(reals.size());
        for (var each : reals.entrySet()) {
            Wire.text(out, each.getKey());
            each.getValue().writeShorter(out, size);
        }
        out.write(new byte[PackedLongs.MARGIN + Integer.BYTES]);
    }
}
