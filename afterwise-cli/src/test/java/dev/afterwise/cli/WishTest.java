package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {
    @Test
    void readsOptionsInEveryForm() {
        Wish wish = Wish.read("""
                {"note":"it's \\"good\\"","confidence":0.75,"runs":40,"at_once":true,"anyway":false,"task":null,
                 "if":["a > 1","b = c"],"arguments":["--store=x","1"],"because":"tried it"}""");

        assertThat(wish.options())
                .containsEntry("note", List.of("it's \"good\""))
                .containsEntry("confidence", List.of("0.75"))
                .containsEntry("runs", List.of("40"))
                .containsEntry("at_once", List.of(""))
                .containsEntry("anyway", List.of())
                .containsEntry("task", List.of())
                .containsEntry("if", List.of("a > 1", "b = c"))
                .doesNotContainKey("arguments");
        assertThat(wish.arguments()).containsExactly("--store=x", "1");
        assertThat(wish.because()).isEqualTo("tried it");
        assertThat(Wish.read("").options()).isEmpty();
        assertThat(Wish.read(" {} ").options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"note\"",
                "{",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1}}",
                "{\"a\":[[1]]}",
                "{\"a\":[true]}",
                "{\"a\":[null]}",
                "{'a':1}",
                "{\"a\":NaN}",
                "null"
            })
    void refusesWhatIsNoFlatObject(String body) {
        assertThatThrownBy(() -> Wish.read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> Wish.read("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
