package dev.afterwise;

import dev.afterwise.store.Existing;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.StoreProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiFunction;

/** What on the class path can keep a history in a file. */
final class Providers {
    private Providers() {}

    /** @throws StoreException if nothing can, or it can't be opened */
    static Store open(Path file) {
        return opened(file, StoreProvider::open);
    }

    /** @throws StoreException if nothing can, or it can't be opened */
    static Store openReadOnly(Path file) {
        return opened(file, StoreProvider::openReadOnly);
    }

    private static Store opened(Path file, BiFunction<StoreProvider, URI, Optional<Store>> way) {
        URI place = file.toAbsolutePath().toUri();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            Optional<Store> store = way.apply(provider, place);
            if (store.isPresent()) {
                return store.get();
            }
        }
        throw nobodyKeeps(file);
    }

    /** @throws StoreException as {@link Afterwise#restoreStore} says */
    static void restore(Path copy, Path file, Existing existing) {
        URI place = file.toAbsolutePath().toUri();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.restore(copy, place, existing)) {
                return;
            }
        }
        throw nobodyKeeps(file);
    }

    private static StoreException nobodyKeeps(Path file) {
        return new StoreException("""
                Something on the class path must be able to keep a history in a file (%s), but nothing is.
                Maybe add afterwise-sql.""".formatted(file));
    }
}
