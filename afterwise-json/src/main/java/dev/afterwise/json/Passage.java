package dev.afterwise.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a YAML text, and the stretch of the text that it takes up: from its first character, or that of its anchor, to
 * behind its last. Comments and white space after it are not part of it. Offsets count {@code char}s.
 */
sealed interface Passage {
    int from();

    int to();

    /** What it says, however it is written: equal for any two passages that mean the same. */
    Object value();

    /** What a scalar says. */
    record Said(YamlNode.Kind kind, String text) {}

    record Leaf(int from, int to, Said value) implements Passage {
        /** Whether nothing is written there. */
        boolean isNothing() {
            return from == to;
        }
    }

    /** @param flow whether it stands between brackets */
    record Listing(int from, int to, boolean flow, List<Passage> items) implements Passage {
        @Override
        public Object value() {
            var values = new ArrayList<Object>(items.size());
            items.forEach(item -> values.add(item.value()));
            return values;
        }
    }

    /**
     * @param flow whether it stands between braces
     * @param pairs by key, in the order of the text
     */
    record Table(int from, int to, boolean flow, Map<String, Pair> pairs) implements Passage {
        @Override
        public Object value() {
            var values = new LinkedHashMap<String, Object>();
            pairs.forEach((key, pair) -> values.put(key, pair.value().value()));
            return values;
        }

        /** What stands under the key, or null if it isn't there. */
        @Nullable
        Passage at(String key) {
            Pair pair = pairs.get(key);
            return pair == null ? null : pair.value();
        }
    }

    record Pair(Leaf key, Passage value) {}

    /** An alias, which repeats another. */
    record Repeat(int from, int to, Passage of) implements Passage {
        @Override
        public Object value() {
            return of.value();
        }
    }
}
