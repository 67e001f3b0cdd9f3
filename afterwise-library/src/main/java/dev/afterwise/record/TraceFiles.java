package dev.afterwise.record;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.FactLines;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each execution, {@code ID.jsonl}, with a fact on each line, written while it runs by a thread of its
 * own. Nobody waits for it: what finds no place in its queue is not traced, and counted. Safe for use by many threads.
 */
final class TraceFiles implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise.record");
    private static final int CAPACITY = 10_000;
    private static final int GROUP = 1_000;
    private static final int MOST_OPEN = 64;

    /** Facts of any executions, or, with none, a mark. */
    private record Entry(List<Fact> facts, @Nullable CountDownLatch reached) {}

    private final Path folder;
    private final FactLines lines;
    private final BiConsumer<List<Fact>, List<Fact>> clean;
    private final Losses losses;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Map<ExecutionId, FileChannel> open = new LinkedHashMap<>(MOST_OPEN, .75f, true);
    private final Thread writer;

    TraceFiles(Path folder, FactLines lines, BiConsumer<List<Fact>, List<Fact>> clean, Losses losses) {
        this.folder = folder;
        this.lines = lines;
        this.clean = clean;
        this.losses = losses;
        this.writer = Thread.ofPlatform().daemon().name("afterwise-traces").start(this::write);
    }

    void put(List<Fact> facts) {
        if (!queue.offer(new Entry(facts, null))) {
            losses.count(facts.size(), "more is traced than can be written", null);
        }
    }

    /** Waits until all that was put in before is in its file. */
    void flush() {
        var reached = new CountDownLatch(1);
        boolean interrupted = false;
        while (writer.isAlive() && reached.getCount() > 0) {
            try {
                if (queue.offer(new Entry(List.of(), reached), 1, TimeUnit.SECONDS)) {
                    while (writer.isAlive() && !reached.await(1, TimeUnit.SECONDS)) {
                        // the writer is alive, so it will come to it
                    }
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        flush();
        writer.interrupt();
    }

    private void write() {
        List<Entry> entries = new ArrayList<>();
        try {
            PrivateFiles.makeFolder(folder);
            while (true) {
                entries.add(queue.take());
                queue.drainTo(entries, GROUP - 1);
                write(entries);
                entries.clear();
            }
        } catch (InterruptedException closing) {
            // Nothing waits any more: closing begins with a flush.
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The folder for traces (%s) can't be made; there are none.".formatted(folder), e);
        } finally {
            open.values().forEach(TraceFiles::closeQuietly);
        }
    }

    private void write(List<Entry> entries) {
        Map<ExecutionId, StringBuilder> texts = new LinkedHashMap<>();
        List<ExecutionId> over = new ArrayList<>();
        for (Entry entry : entries) {
            List<Fact> facts = new ArrayList<>(entry.facts.size());
            clean.accept(entry.facts, facts);
            for (Fact fact : facts) {
                texts.computeIfAbsent(fact.execution(), id -> new StringBuilder())
                        .append(lines.write(fact))
                        .append('\n');
                if (fact instanceof Fact.Ended) {
                    over.add(fact.execution());
                }
            }
        }
        texts.forEach(this::append);
        over.forEach(this::close);
        for (Entry entry : entries) {
            if (entry.reached != null) {
                entry.reached.countDown();
            }
        }
    }

    private void append(ExecutionId id, StringBuilder text) {
        try {
            FileChannel file = file(id);
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            losses.count(
                    text.chars().filter(c -> c == '\n').count(),
                    "a trace in (%s) can't be written".formatted(folder),
                    e);
        }
    }

    private FileChannel file(ExecutionId id) throws IOException {
        FileChannel known = open.get(id);
        if (known == null) {
            if (open.size() == MOST_OPEN) {
                close(open.keySet().iterator().next());
            }
            known = PrivateFiles.open(
                    folder.resolve(id.hex() + ".jsonl"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
            open.put(id, known);
        }
        return known;
    }

    private void close(ExecutionId id) {
        FileChannel file = open.remove(id);
        if (file != null) {
            closeQuietly(file);
        }
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Each line was written when it came.
        }
    }
}
