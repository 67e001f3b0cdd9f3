package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.KnowledgePack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacksTest {
    private static final KnowledgePack PACK =
            new KnowledgePack("web \u6771\u4eac", "1.2.0", SomeKnowledge.AT, SomeKnowledge.items());

    /** A pack with one item. */
    private static String one() {
        return Packs.write(new KnowledgePack(
                "web", "1", SomeKnowledge.AT, List.of(SomeKnowledge.items().getFirst())));
    }

    private static String with(String what, String by) {
        assertThat(one()).contains(what);
        return one().replace(what, by);
    }

    private static void refuses(String text, String because) {
        assertThatThrownBy(() -> Packs.read(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(because);
    }

    @Test
    void readsWhatWasWritten() {
        assertThat(Packs.read(Packs.write(PACK))).isEqualTo(PACK);
        var empty = new KnowledgePack("empty", "1", SomeKnowledge.AT, List.of());
        assertThat(Packs.read(Packs.write(empty))).isEqualTo(empty);
    }

    @Test
    void orderOfKeysAndWhiteSpaceDontMatter() {
        String text = Packs.write(PACK);
        assertThat(Packs.read(text.replace(",\"items\":[", ",\n  \"items\" : [\n")))
                .isEqualTo(PACK);
        assertThat(Packs.read(
                        text.replace("\"kind\":\"pattern\",\"subject\":{}", "\"subject\":{},\"kind\":\"pattern\"")))
                .isEqualTo(PACK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            It's | Its | hash
            "holds":4.0 | "holds":400.0 | hash
            "id":"000000000001" | "id":"0000000000zz" | An item's id must be 12 lowercase hex digits
            "id":"000000000001" | "id":7 | 'items[0].id' must be text
            "kind":"best_practice" | "kind":"script" | 'items[0].kind' must be one of best_practice
            "kind":"best_practice", | "kind":"best_practice","run":"rm -rf /", | unknown key 'items[0].run'
            "task": | "shell": | unknown key 'items[0].subject.shell'
            "action":"Look | "action":"\\u001b[2J | The action must be one line
            "action":"Look | "action":"\\u202eLook | The action must be one line
            "holds":4.0 | "holds":-1 | must be 0 or more
            "holds":4.0 | "holds":1e300 | must be 0 or more
            "holds":4.0 | "holds":"NaN" | must be a number
            "v":1 | "v":2 | must be of version 1 or older
            "afterwise":"knowledge" | "afterwise":"plan" | must say "afterwise":"knowledge"
            "name":"web" | "name":"" | The name of a pack must be one line
            "name":"web", | "name":"web","eval":"x", | unknown key 'eval'
            "made_at":"2026 | "made_at":"soon | 'made_at' must be an ISO 8601 instant
            "sha256": | "sha": | unknown key 'sha'
            """)
    void refusesWhatIsNotRight(String what, String by, String because) {
        refuses(with(what, by), because);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"v\":1}",
                "PK\u0003\u0004",
                "{\"afterwise\":\"knowledge\",\"v\":1} x"
            })
    void refusesWhatIsNoPack(String text) {
        assertThatThrownBy(() -> Packs.read(text)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesAnItemThatIsThereTwice() {
        int end = one().indexOf("}],\"sha256\"") + 1;
        String item = one().substring(one().indexOf("[{") + 1, end);
        refuses(one().substring(0, end) + "," + item + one().substring(end), "is there twice");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        refuses(" ".repeat(Packs.MOST_BYTES + 1), "at most");
        refuses("{\"a\":".repeat(100_000), "must be JSON");
        refuses(with("\"conditions\":[", "\"conditions\":[" + "\"a > 1\",".repeat(20)), "at most 10 conditions");
        refuses(with("It's", "a".repeat(2_000) + "It's"), "The statement must be one line");
    }

    @Test
    void refusesMoreItemsThanThereMayBe() {
        int begin = one().indexOf("[{") + 1;
        int end = one().indexOf("}],\"sha256\"") + 1;
        var items = new StringBuilder();
        for (int i = 0; i <= KnowledgePack.MOST_ITEMS; i++) {
            items.append(i == 0 ? "" : ",")
                    .append(one().substring(begin, end).replace("000000000001", "%012x".formatted(i)));
        }
        refuses(one().substring(0, begin) + items + one().substring(end), "at most 1,000 items, but this has 1,001");
    }
}
