package dev.afterwise.record;

import dev.afterwise.Fact;
import dev.afterwise.FactLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Facts that wait in a file, one on each line, and are taken out in the order in which they were put in. The file is locked for
 * as long as its process is there; one that is not belongs to whoever finds it. Safe for use by many threads.
 */
final class SpillFile implements Closeable {
    private static final String SUFFIX = ".spill.jsonl";
    private static final int CHUNK = 1 << 20;

    /**
     * Some of the facts that wait.
     *
     * @param next where those begin that come after them
     * @param damaged lines that say nothing
     */
    record Some(List<Fact> facts, long next, int damaged) {}

    private final Path file;
    private final FileChannel channel;
    private final FactLines lines;
    /** Positions count everything that was ever put in; the file begins with the one of this number. */
    private long base;

    private long first;
    private long end;

    private SpillFile(Path file, FileChannel channel, FactLines lines) throws IOException {
        this.file = file;
        this.channel = channel;
        this.lines = lines;
        this.end = channel.size();
    }

    /**
     * A new one.
     *
     * @param name that no other process thinks of
     */
    static SpillFile make(Path folder, String name, FactLines lines) throws IOException {
        PrivateFiles.makeFolder(folder);
        Path file = folder.resolve(name + SUFFIX);
        var options = new StandardOpenOption[] {
            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE
        };
        FileChannel channel = PrivateFiles.open(file, options);
        channel.lock();
        return new SpillFile(file, channel, lines);
    }

    /** Those in the folder that no process has any more. */
    static List<SpillFile> leftBehind(Path folder, FactLines lines) throws IOException {
        List<SpillFile> left = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                        .sorted()
                        .toList()) {
                    SpillFile spill = ifLeft(file, lines);
                    if (spill != null) {
                        left.add(spill);
                    }
                }
            }
        }
        return left;
    }

    private static @Nullable SpillFile ifLeft(Path file, FactLines lines) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new SpillFile(file, channel, lines);
            }
        } catch (OverlappingFileLockException ours) {
            // Another recorder of this process has it.
        }
        channel.close();
        return null;
    }

    Path file() {
        return file;
    }

    synchronized boolean isEmpty() {
        return first == end;
    }

    /** Puts facts in, all or none. @return where they end */
    synchronized long put(List<Fact> facts) throws IOException {
        var text = new StringBuilder();
        for (Fact fact : facts) {
            text.append(lines.write(fact)).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        long at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at - base);
        }
        end = at;
        return end;
    }

    /** The facts that were put in first and not {@link #taken}, about a megabyte of them; what has no line end yet is left. */
    synchronized Some next() throws IOException {
        int size = CHUNK;
        while (true) {
            byte[] bytes = read((int) Math.min(size, end - first));
            int last = bytes.length;
            while (last > 0 && bytes[last - 1] != '\n') {
                last--;
            }
            if (last > 0 || bytes.length < size) {
                return some(new String(bytes, 0, last, StandardCharsets.UTF_8), last == 0 ? end : first + last);
            }
            size = Math.multiplyExact(size, 2);
        }
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, first - base + bytes.position()) >= 0) {
            // until all of it is there
        }
        return bytes.array();
    }

    private Some some(String text, long next) {
        List<Fact> facts = new ArrayList<>();
        int damaged = 0;
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                try {
                    facts.add(lines.read(line));
                } catch (RuntimeException torn) {
                    damaged++;
                }
            }
        }
        return new Some(facts, next, damaged);
    }

    /** All before there was stored. */
    synchronized void taken(long next) throws IOException {
        first = next;
        if (first == end) {
            channel.truncate(0);
            base = end;
        }
    }

    /** Lets it go; it is removed if it is empty. */
    @Override
    public synchronized void close() throws IOException {
        if (isEmpty()) {
            Files.deleteIfExists(file);
        }
        channel.close();
    }
}
