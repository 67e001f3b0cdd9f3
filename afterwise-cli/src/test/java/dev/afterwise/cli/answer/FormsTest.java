package dev.afterwise.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormsTest {
    private record Fruit(String name, long count, String note) {}

    private static final Table<Fruit> FRUITS = Table.of(
                    "fruits", List.of(new Fruit("apple", 1_200, ""), new Fruit("梨", 3, "")))
            .column("name", "name", it -> Cell.text(it.name))
            .column("count", "n", it -> Cell.whole(it.count))
            .column("note", "note", it -> Cell.text(it.note))
            .forPrograms("secret", it -> Cell.real(.1 + .2))
            .forPeople("half", it -> Cell.text("½"));

    private static final Answer ANSWER = Answer.of("market")
            .field("open", "open", new Cell.Flag(true))
            .listing(FRUITS)
            .field("waited_ms", "waited", Cell.took(Duration.ofNanos(1_500_000)))
            .remark("Only for people.")
            .hint("For all.");

    @Test
    void textAlignsColumnsAndLeavesOutEmptyOnes() {
        assertThat(Forms.write(ANSWER, Format.TEXT, Paint.PLAIN, 0)).isEqualTo("""
                open  yes

                NAME       N  HALF
                apple  1,200  ½
                梨         3  ½

                waited  1.5 ms

                Only for people.
                For all.
                """);
    }

    @Test
    void jsonHasWhatProgramsNeedAndNothingElse() {
        assertThat(Forms.write(ANSWER, Format.JSON, Paint.COLOUR, 10)).isEqualTo("""
                {"schema":"afterwise.market/v1","open":true,\
                "fruits":[{"name":"apple","count":1200,"note":null,"secret":0.3},\
                {"name":"梨","count":3,"note":null,"secret":0.3}],"waited_ms":1.5,"hints":["For all."]}
                """);
    }

    @Test
    void jsonLinesAreTheRowsOfTheListing() {
        assertThat(Forms.write(ANSWER, Format.JSONL, Paint.PLAIN, 0)).isEqualTo("""
                {"schema":"afterwise.market/v1","name":"apple","count":1200,"note":null,"secret":0.3}
                {"schema":"afterwise.market/v1","name":"梨","count":3,"note":null,"secret":0.3}
                """);
        assertThat(Forms.write(Answer.of("x").field("a", "a", Cell.whole(1)), Format.JSONL, Paint.PLAIN, 0))
                .isEqualTo("{\"schema\":\"afterwise.x/v1\",\"a\":1}\n");
    }

    @Test
    void markdownIsTables() {
        assertThat(Forms.write(ANSWER, Format.MD, Paint.COLOUR, 10)).isEqualTo("""
                |  |   |
                | --- | --- |
                | open | yes |

                | name | n | half |
                | --- | ---: | --- |
                | apple | 1,200 | ½ |
                | 梨 | 3 | ½ |

                |  |   |
                | --- | ---: |
                | waited | 1.5 ms |

                Only for people.

                For all.
                """);
    }

    @Test
    void smallNumbersKeepTheirDigits() {
        assertThat(Forms.write(
                        Answer.of("p")
                                .forPrograms("p", Cell.real(1.23456789e-9))
                                .forPrograms("x", Cell.real(12345.123456789)),
                        Format.JSON,
                        Paint.PLAIN,
                        0))
                .isEqualTo("{\"schema\":\"afterwise.p/v1\",\"p\":0.00000000123457,\"x\":12345.123457}\n");
    }

    @Test
    void onlyTextIsCutAndTheWidestFirst() {
        var answer = Answer.of("wide")
                .listing(Table.of("rows", List.of("x".repeat(40)))
                        .column("id", "id", it -> Cell.name("0123456789abcdef"))
                        .column("text", "text", Cell::text)
                        .column("more", "more", it -> Cell.text("yyyyyyyyyyyyy")));
        assertThat(Forms.write(answer, Format.TEXT, Paint.PLAIN, 45)).isEqualTo("""
                ID                TEXT          MORE
                0123456789abcdef  xxxxxxxxxxx…  yyyyyyyyyyyyy
                """);
    }
}
