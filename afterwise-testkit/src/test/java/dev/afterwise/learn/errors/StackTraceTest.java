package dev.afterwise.learn.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTraceTest {
    private static final String JAVA = """
            java.lang.IllegalStateException: Order 17 is closed
            \tat java.base/java.util.Optional.orElseThrow(Optional.java:403)
            \tat com.shop.Orders.close(Orders.java:12)
            \tat com.shop.Main.run(Main.java:7)
            \tat java.base/java.lang.Thread.run(Thread.java:833)""";

    @Test
    void ofAJavaTraceTypeMessageAndFirstOwnFrameAreKept() {
        assertThat(StackTrace.of("", JAVA))
                .isEqualTo(new StackTrace(
                        "java.lang.IllegalStateException", "Order 17 is closed", "com.shop.Orders.close"));
    }

    @Test
    void aTypeThatIsKnownAlreadyStays() {
        assertThat(StackTrace.of("IllegalStateException", JAVA).type()).isEqualTo("IllegalStateException");
        assertThat(StackTrace.of("Closed", "Order 17 is closed\n\tat com.shop.Orders.close(Orders.java:12)"))
                .isEqualTo(new StackTrace("Closed", "Order 17 is closed", "com.shop.Orders.close"));
    }

    @Test
    void theLastCauseCounts() {
        String trace = JAVA + """

                Caused by: java.lang.RuntimeException: wrapped
                \tat com.shop.Wrap.up(Wrap.java:3)
                Caused by: java.io.IOException: broken pipe to host-3
                \tat java.base/sun.nio.ch.Net.write(Net.java:1)
                \tat com.shop.net.Pipe.send(Pipe.java:4)
                \t... 3 more""";
        assertThat(StackTrace.of("java.lang.IllegalStateException", trace))
                .isEqualTo(new StackTrace("java.io.IOException", "broken pipe to host-3", "com.shop.net.Pipe.send"));
    }

    @Test
    void aCauseWithoutFramesOfItsOwnHasThatOfTheWhole() {
        String trace = JAVA + "\nCaused by: java.io.IOException: broken pipe\n\t... 3 more";
        assertThat(StackTrace.of("", trace).frame()).isEqualTo("com.shop.Orders.close");
    }

    @Test
    void ofAPythonTraceTheInnermostFrameAndWhatWasThrownAreKept() {
        String trace = """
                Traceback (most recent call last):
                  File "/app/main.py", line 3, in main
                    load(order)
                  File "/app/orders.py", line 12, in load
                    raise KeyError(order)
                KeyError: 'customer_17'""";
        assertThat(StackTrace.of("", trace)).isEqualTo(new StackTrace("KeyError", "'customer_17'", "load"));
    }

    @Test
    void ofAPythonExceptionDuringAnotherTheLastCounts() {
        String trace = """
                Traceback (most recent call last):
                  File "/app/a.py", line 3, in first
                KeyError: 1

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/app/b.py", line 3, in second
                    f()
                    ^^^
                requests.exceptions.ReadTimeout: HTTPSConnectionPool: Read timed out.""";
        assertThat(StackTrace.of("", trace))
                .isEqualTo(new StackTrace(
                        "requests.exceptions.ReadTimeout", "HTTPSConnectionPool: Read timed out.", "second"));
    }

    @Test
    void ofAJavaScriptTraceTheFirstOwnFrameIsKept() {
        String trace = """
                TypeError: Cannot read properties of undefined (reading 'total')
                    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
                    at async Cart.sum (/app/src/cart.js:12:5)
                    at /app/src/main.js:3:1""";
        assertThat(StackTrace.of("", trace))
                .isEqualTo(new StackTrace(
                        "TypeError", "Cannot read properties of undefined (reading 'total')", "Cart.sum"));
    }

    @Test
    void ofADotNetTraceTheFirstOwnFrameIsKept() {
        String trace = """
                System.InvalidOperationException: Sequence contains no elements
                   at System.Linq.ThrowHelper.ThrowNoElementsException()
                   at Shop.Orders.Newest(String customer) in C:\\app\\Orders.cs:line 12""";
        assertThat(StackTrace.of("", trace))
                .isEqualTo(new StackTrace(
                        "System.InvalidOperationException", "Sequence contains no elements", "Shop.Orders.Newest"));
    }

    @Test
    void ofAGoPanicTheFirstFunctionOfTheProgramIsKept() {
        String trace = """
                panic: runtime error: index out of range [5] with length 3

                goroutine 1 [running]:
                panic({0x45, 0x46})
                \t/usr/lib/go/src/runtime/panic.go:884 +0x213
                main.(*Cart).sum(0xc0000)
                \t/app/main.go:12 +0x1d""";
        StackTrace reduced = StackTrace.of("", trace);
        assertThat(reduced.type()).isEqualTo("panic");
        assertThat(reduced.message()).isEqualTo("runtime error: index out of range [5] with length 3");
        assertThat(reduced.frame()).isEqualTo("main.Cart.sum");
    }

    @Test
    void maskedTracesAreReadAlike() {
        StackTrace masked = StackTrace.of("", Fingerprint.mask(JAVA));
        assertThat(masked)
                .isEqualTo(new StackTrace(
                        "java.lang.IllegalStateException", "Order * is closed", "com.shop.Orders.close"));
    }

    @Test
    void hostileMessagesAreReadAsQuickly() {
        for (String each : List.of("/", "a.", "at ", "(", "File , line ", "A: ", "\n", "x/")) {
            String message = "x\nat " + each.repeat(1_500) + "\nat a.b(c)";
            assertThat(StackTrace.of("", message).type()).isNotNull();
        }
    }

    @Test
    void whatHoldsNoTraceIsAMessageAsAWhole() {
        assertThat(StackTrace.of("Timeout", "no answer")).isEqualTo(new StackTrace("Timeout", "no answer", ""));
        assertThat(StackTrace.of("", "two lines\nmeet at noon (in the hall)")).satisfies(each -> {
            assertThat(each.type()).isEmpty();
            assertThat(each.message()).startsWith("two lines");
        });
        assertThat(StackTrace.of("", "")).isEqualTo(new StackTrace("", "", ""));
    }
}
