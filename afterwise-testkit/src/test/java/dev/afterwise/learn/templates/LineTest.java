package dev.afterwise.learn.templates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    private static String read(String line) {
        return Tokens.text(Line.tokens(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "took 35 ms, 2.5s and 17%                          | took * and *",
                "block blk_-6952295868487656571 is gone            | block blk* is gone",
                "step12 took35ms                                   | step* took*",
                "onStepChanged3579                                 | onStepChanged*",
                "id 0x7f3a, deadbeef01, 9b1deb4d-3b7d-4bad-9bdd    | id *",
                "from 10.1.2.3:8080 to [fe80::1]:22                | from * to [*]: *",
                "to 5c:50:ba:4c:18:13 by ca:fe:ba:be:fe:ed, eth1   | to * by *, eth*",
                "at 07:07:00 add:bad is not a:b                    | at * add: bad is not a: b",
                "open /var/log/x.log and C:\\tmp\\y.txt            | open * and *",
                "GET https://example.com:80/a?b=c,d failed         | GET *, d failed",
                "mail to jo@example.com bounced                    | mail to * bounced",
                "at Fri Jun 17 07:07:00 2005 it ended              | at * it ended",
                "class com.acme.billing.Worker is missing          | class * is missing",
                "active = true, visible is null                    | active=*, visible is *",
                "uid=0 tty= user=root host=db-1                    | uid=* tty=* user=* host=*",
                "ws=WorkSource{10113}, tag=null                    | ws=*, tag=*",
                "state: IDLE, retries: 3, owner: bob               | state: *, retries: *, owner: *",
                "can't open 'settings'                             | can't open *",
                "\"GET /a/b HTTP/1.1\" status 200                  | \"GET *\" status *",
                "{\"level\":\"error\",\"msg\":\"disk full\",\"n\":3} | {level: *, msg: \"disk full\", n: *}",
                "set (1, 2, 3) and [] and ()                       | set (*) and [*] and (*)",
                "calls f() and g()                                 | calls f () and g ()",
            })
    void aValueIsSeenByItsLooks(String line, String text) {
        assertThat(read(line)).isEqualTo(text);
    }

    @Test
    void whatHasNoOtherWordKeepsItsName() {
        assertThat(read("java.lang.NullPointerException")).isEqualTo("java.lang.NullPointerException *");
        assertThat(read("java.io.IOException: null")).isNotEqualTo(read("java.lang.NullPointerException: null"));
        assertThat(Line.tokens("")).isEmpty();
        assertThat(read("12 34")).isEqualTo("*");
    }

    @Test
    void ofALongLineTheBeginningIsRead() {
        String line = "word ".repeat(300_000);
        assertThat(Line.tokens(line)).hasSize(Line.MAX_TOKENS);
        assertThat(Line.tokens("x".repeat(1_000_000))).containsExactly(Tokens.STAR);
    }
}
