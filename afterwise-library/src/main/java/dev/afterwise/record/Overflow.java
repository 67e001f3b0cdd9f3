package dev.afterwise.record;

import dev.afterwise.Fact;
import dev.afterwise.FactLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What found no room in the outbox: facts in a file, and in memory who waits for them. The file is made when it is needed. Safe
 * for use by many threads.
 */
final class Overflow implements Closeable {
    /** Somebody who waits until all before a position of the file is stored. */
    private record Waiting(long end, Outbox.Entry entry) {}

    private final Path folder;
    private final Supplier<String> name;
    private final FactLines lines;
    private final BiConsumer<List<Fact>, List<Fact>> clean;
    private final Losses losses;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable SpillFile file;
    private long end;
    private long facts;

    /** @param clean leaves out what must not be stored */
    Overflow(
            Path folder,
            Supplier<String> name,
            FactLines lines,
            BiConsumer<List<Fact>, List<Fact>> clean,
            Losses losses) {
        this.folder = folder;
        this.name = name;
        this.lines = lines;
        this.clean = clean;
        this.losses = losses;
    }

    /** The files in its folder that earlier processes have left. */
    List<SpillFile> leftBehind() throws IOException {
        return SpillFile.leftBehind(folder, lines);
    }

    /** Puts them in. What the disk doesn't take is lost. */
    synchronized void put(List<? extends Outbox.Entry> entries) {
        for (Outbox.Entry entry : entries) {
            if (entry instanceof Parcel parcel) {
                put(parcel);
            } else {
                waiting.add(new Waiting(end, entry));
            }
        }
    }

    private void put(Parcel parcel) {
        int size = parcel.facts().size();
        try {
            file = file == null ? SpillFile.make(folder, name.get(), lines) : file;
            List<Fact> cleaned = new ArrayList<>(size);
            clean.accept(parcel.facts(), cleaned);
            end = file.put(cleaned);
            facts += size;
            waiting.add(new Waiting(end, parcel));
        } catch (IOException | RuntimeException e) {
            losses.count(size, "the file for what the store can't take (in %s) can't be written".formatted(folder), e);
            parcel.isLost(e);
        }
    }

    synchronized boolean isEmpty() {
        return file == null || file.isEmpty();
    }

    /** Some of the facts that were put in first; none if it is empty. */
    synchronized SpillFile.@Nullable Some next() throws IOException {
        return file == null || file.isEmpty() ? null : file.next();
    }

    /** Those were stored. */
    synchronized void taken(SpillFile.Some some) throws IOException {
        if (file != null) {
            file.taken(some.next());
        }
        for (Waiting first = waiting.peek(); first != null && first.end <= some.next(); first = waiting.peek()) {
            waiting.remove();
            switch (first.entry) {
                case Parcel parcel -> parcel.isStored();
                case Outbox.Mark mark -> mark.reached().countDown();
            }
        }
    }

    /** Those who only want to know that it was tried wait no longer. */
    synchronized void tried() {
        waiting.removeIf(each -> {
            if (each.entry instanceof Outbox.Mark mark) {
                mark.reached().countDown();
                return true;
            }
            return false;
        });
    }

    /** How many facts were put in since the beginning. */
    synchronized long facts() {
        return facts;
    }

    /** Lets go of the file, which stays if there is something in it. */
    @Override
    public synchronized void close() throws IOException {
        tried();
        SpillFile left = file;
        if (left != null) {
            var kept = new IllegalStateException(
                    "It is kept in (%s), and is stored at the next start.".formatted(left.file()));
            waiting.forEach(each -> ((Parcel) each.entry).isLost(kept));
            waiting.clear();
            left.close();
        }
    }
}
