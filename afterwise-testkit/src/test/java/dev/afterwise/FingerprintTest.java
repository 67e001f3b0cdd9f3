package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            timed out after 30 s                        | timed out after * s
            timed out after 30s.                        | timed out after *.
            user 4711 not found: id=9f3a-77             | user * not found: id=*
            no such file "a b.txt" in 'some place'      | no such file * in *
            cannot open /var/log/app.log: denied        | cannot open *: denied
            cannot open C:\\Temp\\x.txt                 | cannot open *
            read src/main/App.java                      | read *
            GET https://api.example.com/v1?q=a,b failed   | GET * failed
            HTTP status 503                             | HTTP status 503
            HTTP/1.1 404 Not Found                      | * 404 Not Found
            exit code 137, signal: 9                    | exit code 137, signal: 9
            error 4711                                  | error *
            exit code: 1.                               | exit code: 1.
            connection to 10.0.0.7:5432 refused         | connection to * refused
            can't open it, couldn't read it             | can't open it, couldn't read it
            the users' files                            | the users' files
            can't open 'a.txt'                          | can't open *
            'it's quoted' twice                         | * twice
            plain words stay                            | plain words stay
            """)
    void masksWhatDiffersFromCaseToCase(String message, String masked) {
        assertThat(Fingerprint.mask(message)).isEqualTo(masked);
    }

    @Test
    void failuresThatDifferInNumbersShareAFingerprint() {
        assertThat(Fingerprint.of("timeout", "after 30 s at /a/b"))
                .isEqualTo(Fingerprint.of("timeout", "after 45 s at /c"))
                .isNotEqualTo(Fingerprint.of("timeout", "after 45 s near /c"))
                .isNotEqualTo(Fingerprint.of("network", "after 30 s at /a/b"));
    }

    @Test
    void codesTellFailuresApart() {
        assertThat(Fingerprint.of("", "HTTP status 503")).isNotEqualTo(Fingerprint.of("", "HTTP status 404"));
    }

    @Test
    void isSixteenHexDigitsAndTheSameOnEveryMachine() {
        assertThat(Fingerprint.of("timeout", "after 30 s").hex())
                .isEqualTo("5c9298e9b84130e2")
                .matches("[0-9a-f]{16}");
    }

    @Test
    void aLongIdEarlyOnDoesNotMoveTheCut() {
        String tail = " and so on".repeat(200);

        assertThat(Fingerprint.of("", "at /a" + tail)).isEqualTo(Fingerprint.of("", "at /a/much/longer/path" + tail));
    }

    @Test
    void takesAnyText() {
        for (String odd :
                new String[] {"", " ", "'", "\"", "it's", "\0", "\ud800", "a'".repeat(50_000), "1".repeat(50_000)}) {
            assertThat(Fingerprint.mask(odd).length()).isLessThanOrEqualTo(1_000);
            assertThat(Fingerprint.of("", odd)).isEqualTo(Fingerprint.of("", odd));
        }
    }
}
