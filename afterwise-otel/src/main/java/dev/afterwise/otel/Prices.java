package dev.afterwise.otel;

import dev.afterwise.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models charge, in dollars for a million tokens: for whoever reports tokens and no cost. Immutable.
 *
 * <p>A line of a table is {@code provider,match,above,input,cached,written,output}. A match is a whole name, or {@code gpt-4o*} for
 * all that begin so. Where a request has more than {@code above} input tokens, that line counts for all of its tokens. Of the lines
 * that match, the longest counts, and of two as long the one that comes first. Cached and written tokens cost what input does
 * where nothing is said.
 */
public final class Prices {
    private static final String BUILT_IN = "prices.csv";
    private static final int COLUMNS = 7;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int MAX_KNOWN = 10_000;

    /** Charges nothing, for nothing is known. */
    public static final Prices NONE = new Prices(List.of(), null);

    private record Line(
            String provider,
            String match,
            boolean isPrefix,
            long above,
            BigDecimal input,
            BigDecimal cached,
            BigDecimal written,
            BigDecimal output) {
        boolean covers(String model) {
            return isPrefix ? model.startsWith(match) : model.equals(match);
        }

        /** A whole name says more than any beginning of it. */
        int weight() {
            return isPrefix ? match.length() : Integer.MAX_VALUE;
        }
    }

    private record Key(String model, String provider) {}

    private final List<Line> lines;
    private final @Nullable Prices others;
    private final Map<Key, List<Line>> known = new ConcurrentHashMap<>();

    private Prices(List<Line> lines, @Nullable Prices others) {
        this.lines = List.copyOf(lines);
        this.others = others;
    }

    /** The table that comes with this. What providers charge changes: see its first lines for the day it was made. */
    public static Prices builtIn() {
        try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table; lines that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException if a line is none, with its number
     */
    public static Prices read(InputStream in) throws IOException {
        var lines = new ArrayList<Line>();
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line(line, number));
            }
        }
        return new Prices(lines, null);
    }

    private static Line line(String text, int number) {
        List<String> cells = List.of(text.split(",", -1));
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("Line %d of a price table must have %d columns, but it has %d: (%s)"
                    .formatted(number, COLUMNS, cells.size(), text));
        }
        String match = cells.get(1).strip().toLowerCase(Locale.ROOT);
        boolean isPrefix = match.endsWith("*");
        try {
            BigDecimal input = price(cells.get(3));
            return new Line(
                    cells.get(0).strip().toLowerCase(Locale.ROOT),
                    isPrefix ? match.substring(0, match.length() - 1) : match,
                    isPrefix,
                    cells.get(2).isBlank() ? 0 : Long.parseLong(cells.get(2).strip()),
                    input,
                    cells.get(4).isBlank() ? input : price(cells.get(4)),
                    cells.get(5).isBlank() ? input : price(cells.get(5)),
                    price(cells.get(6)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Line %d of a price table must have numbers from its third column on, but it is (%s)."
                            .formatted(number, text));
        }
    }

    private static BigDecimal price(String cell) {
        return cell.isBlank() ? BigDecimal.ZERO : new BigDecimal(cell.strip());
    }

    /** These, and the others for models of which they say nothing. */
    public Prices or(Prices last) {
        return new Prices(lines, others == null ? last : others.or(last));
    }

    /**
     * What these tokens cost; nothing where no line knows the model.
     *
     * @param input all of them, cached and written ones included
     */
    Money of(@Nullable String model, @Nullable String provider, long input, long cached, long written, long output) {
        if (model == null || (lines.isEmpty() && others == null)) {
            return Money.ZERO;
        }
        var key = new Key(model.toLowerCase(Locale.ROOT), provider == null ? "" : provider.toLowerCase(Locale.ROOT));
        List<Line> matching = known.get(key);
        if (matching == null) {
            matching = found(key);
            if (known.size() < MAX_KNOWN) {
                known.put(key, matching);
            }
        }
        Optional<Line> line = matching.stream()
                .filter(each -> each.above == 0 || input > each.above)
                .findFirst();
        if (line.isEmpty()) {
            return Money.ZERO;
        }
        Line price = line.get();
        BigDecimal dollars = price.input
                .multiply(BigDecimal.valueOf(Math.max(0, input - cached - written)))
                .add(price.cached.multiply(BigDecimal.valueOf(cached)))
                .add(price.written.multiply(BigDecimal.valueOf(written)))
                .add(price.output.multiply(BigDecimal.valueOf(output)))
                .divide(MILLION, 6, RoundingMode.HALF_UP);
        return Money.dollars(dollars);
    }

    /** Those of the provider's own lines, in any table, before those of others, who sell the same models. */
    private List<Line> found(Key key) {
        List<Line> own = found(key, false);
        return own.isEmpty() ? found(key, true) : own;
    }

    private List<Line> found(Key key, boolean isAnyProvider) {
        List<Line> here = matching(key, isAnyProvider);
        return here.isEmpty() && others != null ? others.found(key, isAnyProvider) : here;
    }

    /** Those of the line that says most of this model, the one for the largest requests first. */
    private List<Line> matching(Key key, boolean isAnyProvider) {
        // What holds for all that a provider sells says nothing of what others do.
        List<Line> among = lines.stream()
                .filter(each -> (isAnyProvider || key.provider.isEmpty())
                        ? each.provider.isEmpty() || !each.match.isEmpty()
                        : key.provider.contains(each.provider))
                .toList();
        List<Line> best = best(key.model, among);
        // "openai/gpt-4o" is what routers call "gpt-4o".
        int slash = key.model.lastIndexOf('/');
        return best.isEmpty() && slash >= 0
                ? matching(new Key(key.model.substring(slash + 1), key.provider), isAnyProvider)
                : best;
    }

    private static List<Line> best(String model, List<Line> among) {
        Line best = null;
        for (Line line : among) {
            if (line.covers(model) && (best == null || line.weight() > best.weight())) {
                best = line;
            }
        }
        if (best == null) {
            return List.of();
        }
        Line chosen = best;
        return among.stream()
                .filter(each -> each.match.equals(chosen.match)
                        && each.isPrefix == chosen.isPrefix
                        && each.provider.equals(chosen.provider))
                .sorted((one, other) -> Long.compare(other.above, one.above))
                .toList();
    }
}
