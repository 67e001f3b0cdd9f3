package dev.afterwise.server.figures;

import java.util.Locale;

/**
 * Figures in the text form that Prometheus reads (version 0.0.4), as it grows. Samples come after the family they belong to. For one
 * thread.
 */
public final class Exposition {
    /** As it is called over HTTP. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MAX_LABEL = 120;

    private final StringBuilder text = new StringBuilder(1 << 14);
    private String family = "";

    /** What a family of figures is. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    public Exposition() {}

    /** Begins a family. */
    public Exposition family(String name, Kind kind, String help) {
        family = name;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"))
                .append("\n# TYPE ")
                .append(name)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append('\n');
        return this;
    }

    /** A family of one figure. */
    public Exposition single(String name, Kind kind, String help, double value) {
        return family(name, kind, help).sample(value);
    }

    /** A figure of the family, with labels by name and value. */
    public Exposition sample(double value, String... labels) {
        return sampleOf("", value, labels);
    }

    /** A figure whose name is that of the family and something more, as a histogram has them. */
    public Exposition sampleOf(String suffix, double value, String... labels) {
        text.append(family).append(suffix);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            label(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length > 1 ? "} " : " ").append(number(value)).append('\n');
        return this;
    }

    /** Labels are text of the history: cut, escaped, and without what a terminal would take for an order. */
    private void label(String value) {
        String cut = value.length() <= MAX_LABEL ? value : value.substring(0, MAX_LABEL - 1) + "…";
        cut.codePoints().forEach(each -> {
            switch (each) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.appendCodePoint(Character.isISOControl(each) || isHalf(each) ? '\uFFFD' : each);
            }
        });
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
