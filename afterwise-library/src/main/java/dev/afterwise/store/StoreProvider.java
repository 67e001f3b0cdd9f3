package dev.afterwise.store;

import java.net.URI;
import java.util.Optional;

/** Opens stores of one kind. Found by {@link java.util.ServiceLoader}. */
public interface StoreProvider {
    /**
     * Opens the store at this place, and makes it if there is none; empty if the place is not one of this kind.
     *
     * @throws StoreException if it is of this kind, but can't be opened
     */
    Optional<Store> open(URI place);

    /** Opens the store at this place for reading only, without making or changing anything. */
    Optional<Store> openReadOnly(URI place);
}
