package dev.afterwise.learn.patterns;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Something that holds of some executions and not of others. */
public sealed interface Circumstance {
    /** The column it is about, such as {@code complexity}, {@code hour} or {@code steps}. */
    String column();

    /** How people write it, such as {@code complexity > 7}. */
    String text();

    /** Whether two are the same but for where exactly a cut is, or a stretch of hours ends. */
    default boolean isLike(Circumstance other) {
        return switch (this) {
            case Above it ->
                other instanceof Above its && its.column.equals(it.column) && its.low <= it.high && it.low <= its.high;
            case UpTo it ->
                other instanceof UpTo its && its.column.equals(it.column) && its.low <= it.high && it.low <= its.high;
            case Hours it -> other instanceof Hours its && !Collections.disjoint(it.hours, its.hours);
            case Both it -> other instanceof Both its && it.one.isLike(its.one) && it.other.isLike(its.other);
            default -> text().equals(other.text());
        };
    }

    /** A column has this value. */
    record Is(String column, String value) implements Circumstance {
        @Override
        public String text() {
            return column + " = " + value;
        }
    }

    /**
     * A number is above a cut.
     *
     * @param low where the cut may be at the lowest, were the same number of executions seen again
     * @param high and at the highest
     */
    record Above(String column, double cut, double low, double high) implements Circumstance {
        @Override
        public String text() {
            return column + " > " + Wording.number(cut);
        }
    }

    /** A number is at a cut, or below. */
    record UpTo(String column, double cut, double low, double high) implements Circumstance {
        @Override
        public String text() {
            return column + " <= " + Wording.number(cut);
        }
    }

    /** It began in one of these hours of the day, 0 to 23, in the time zone of the search. */
    record Hours(NavigableSet<Integer> hours) implements Circumstance {
        public Hours {
            hours = new TreeSet<>(hours);
        }

        @Override
        public String column() {
            return "hour";
        }

        @Override
        public String text() {
            return Wording.hours(hours);
        }
    }

    /** It began on this day of the week. */
    record On(DayOfWeek day) implements Circumstance {
        @Override
        public String column() {
            return "weekday";
        }

        @Override
        public String text() {
            return "on " + day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s";
        }
    }

    /** A number is greater than in others: what a correlation is about. */
    record Greater(String column) implements Circumstance {
        @Override
        public String text() {
            return "greater " + column;
        }
    }

    /** The steps of an execution have this order among them. */
    record Steps(Order order, List<String> names) implements Circumstance {
        public Steps {
            names = List.copyOf(names);
        }

        /** How the steps lie. */
        public enum Order {
            /** The only one comes early enough. */
            AMONG,
            /** The first comes before the second, with or without others in between. */
            BEFORE,
            /** They follow each other without others in between. */
            THEN;

            /** The word used in JSON. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String column() {
            return "steps";
        }

        @Override
        public String text() {
            String between = switch (order) {
                case AMONG -> " ";
                case BEFORE -> " before ";
                case THEN -> " then ";
            };
            return (order == Order.AMONG ? "step " : "")
                    + names.stream().map(each -> "'" + each + "'").collect(Collectors.joining(between));
        }
    }

    /** Both hold; compared is where only the one does. */
    record Both(Circumstance one, Circumstance other) implements Circumstance {
        @Override
        public String column() {
            return one.column() + ", " + other.column();
        }

        @Override
        public String text() {
            return one.text() + " and " + other.text();
        }
    }

    /** What others who look for something say in words. */
    record Said(String column, String text) implements Circumstance {}
}
