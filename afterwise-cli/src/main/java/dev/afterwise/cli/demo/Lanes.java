package dev.afterwise.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few folders in which runs go on beside each other, none of which finds what another has left. For one thread. */
final class Lanes implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Path> folders;

    /** Work that is done in a folder. */
    @FunctionalInterface
    interface Work<T> {
        T in(Path folder) throws Exception;
    }

    Lanes(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.threads = Executors.newFixedThreadPool(folders.size());
    }

    int count() {
        return folders.size();
    }

    /**
     * Does each piece of work in a folder of its own, all at once, and waits for all of them.
     *
     * @param works as many as there are lanes at most
     */
    <T> List<T> abreast(List<Work<T>> works) throws IOException, InterruptedException {
        List<Future<T>> begun = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Work<T> work = works.get(i);
            Path folder = folders.get(i);
            begun.add(threads.submit(() -> work.in(folder)));
        }
        List<T> done = new ArrayList<>();
        try {
            for (Future<T> each : begun) {
                done.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A run of the demonstration must end, but it broke off.", e.getCause());
        }
        return done;
    }

    /** Whatever goes on is told to stop. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
