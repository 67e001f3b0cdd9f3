package dev.afterwise.cli.mcp;

import dev.afterwise.cli.mcp.Conversation.May;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * A conversation over two streams: a message on each line. It ends when the client closes its side; what is being answered then has some seconds to
 * come to its end.
 */
public final class Stdio {
    /** How long a message may be. */
    static final int MOST_BYTES = 4 << 20;

    private static final int MOST_AT_ONCE = 4;
    private static final String END = "";
    private static final String TOO_LONG =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"A message must have at most %d bytes, but this has more.\"}}"
                    .formatted(MOST_BYTES);

    private final Conversation conversation;
    private final PrintStream out;
    private final BlockingQueue<String> lines = new SynchronousQueue<>();

    /** @param out where answers go, and nothing else may */
    public Stdio(Conversation conversation, PrintStream out) {
        this.conversation = conversation;
        this.out = out;
    }

    /**
     * Answers until the client closes its side.
     *
     * @throws InterruptedException if the thread was told to stop
     */
    public void talk(InputStream in) throws InterruptedException {
        // Nothing wakes a thread that reads the standard input: so another one does, which need not end.
        Thread.ofPlatform().daemon().name("afterwise-mcp-in").start(() -> read(in));
        ExecutorService answering = Executors.newFixedThreadPool(
                MOST_AT_ONCE, Thread.ofVirtual().name("afterwise-mcp-", 0).factory());
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                String message = line;
                answering.execute(() -> answer(message));
            }
            answering.shutdown();
            if (!answering.awaitTermination(5, TimeUnit.SECONDS)) {
                answering.shutdownNow();
            }
        } finally {
            answering.shutdownNow();
        }
    }

    private void answer(String message) {
        try {
            conversation.answer(message, May.REPORT).ifPresent(this::say);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void say(String answer) {
        out.print(answer);
        out.print('\n');
        out.flush();
    }

    private void read(InputStream in) {
        try {
            var line = new ByteArrayOutputStream();
            boolean isTooLong = false;
            byte[] some = new byte[8_192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                int from = 0;
                for (int i = 0; i < n; i++) {
                    if (some[i] == '\n') {
                        line.write(some, from, i - from);
                        tell(line, isTooLong);
                        line.reset();
                        isTooLong = false;
                        from = i + 1;
                    }
                }
                isTooLong |= line.size() + n - from > MOST_BYTES;
                if (isTooLong) {
                    line.reset();
                } else {
                    line.write(some, from, n - from);
                }
            }
            tell(line, isTooLong);
        } catch (IOException e) {
            // A side that can't be read is as good as closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            lines.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(ByteArrayOutputStream line, boolean isTooLong) throws InterruptedException {
        String message = line.toString(StandardCharsets.UTF_8).strip();
        if (isTooLong) {
            say(TOO_LONG);
        } else if (!message.isEmpty()) {
            lines.put(message);
        }
    }
}
