package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Cron;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Recurrence.Missed;
import dev.afterwise.plan.Recurrence.Overlap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When a plan is run by itself, in YAML: {@code "0 3 * * *"}, or a map with that and a zone. */
final class RecurrenceForm {
    static final List<String> KEYS = List.of("cron", "zone", "missed", "overlap");
    private static final String WHAT = "'schedule'";
    private static final int MOST_CHARS = 300;

    private final YamlForm form;
    private final Problems problems;

    RecurrenceForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** Null if there is a problem with it. */
    @Nullable
    Recurrence recurrence(YamlNode node) {
        if (node instanceof Scalar) {
            Cron cron = cron(node, WHAT);
            return cron == null ? null : new Recurrence(cron, ZoneOffset.UTC, Missed.ONCE, Overlap.SKIP);
        }
        Mapping map = form.mapping(node, WHAT, KEYS);
        if (map == null) {
            return null;
        }
        YamlNode said = form.required(map, WHAT, "cron");
        YamlNode place = form.optional(map, "zone");
        Cron cron = said == null ? null : cron(said, "'cron'");
        ZoneId zone = place == null ? ZoneOffset.UTC : zone(place);
        Missed missed = word(map, "missed", Missed.values(), Missed::word, Missed.ONCE);
        Overlap overlap = word(map, "overlap", Overlap.values(), Overlap::word, Overlap.SKIP);
        return cron == null || zone == null ? null : new Recurrence(cron, zone, missed, overlap);
    }

    private @Nullable Cron cron(YamlNode node, String what) {
        Scalar text = form.text(node, what);
        try {
            return text == null ? null : Cron.parse(text.text());
        } catch (IllegalArgumentException e) {
            problems.add(node, what + " is no schedule: " + oneLine(String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static String oneLine(String message) {
        String whole = Printable.escaped(message.replace('\n', ' '));
        return whole.length() <= MOST_CHARS ? whole : whole.substring(0, MOST_CHARS) + "...";
    }

    private @Nullable ZoneId zone(YamlNode node) {
        Scalar text = form.text(node, "'zone'");
        try {
            return text == null ? null : ZoneId.of(text.text());
        } catch (DateTimeException e) {
            String message = "'zone' must be a time zone such as Europe/Berlin or UTC, but it is " + node.shown();
            problems.addUnknown(node, message, text.text(), new TreeSet<>(ZoneId.getAvailableZoneIds()));
            return null;
        }
    }

    private <T> T word(Mapping map, String key, T[] all, Function<T, String> words, T otherwise) {
        YamlNode node = form.optional(map, key);
        List<String> known = Arrays.stream(all).map(words).toList();
        String word = node == null ? null : form.word(node, "'" + key + "'", known);
        return Arrays.stream(all)
                .filter(each -> words.apply(each).equals(word))
                .findFirst()
                .orElse(otherwise);
    }
}
