package dev.afterwise.store;

import java.net.URI;
import java.nio.file.Path;
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

    /**
     * Makes the store at this place from a copy that {@link Upkeep#backup} wrote, as far as the copy is whole.
     *
     * @return false if the place is not one of this kind
     * @throws StoreException if the copy can't be read or is damaged, or there is a store that is to be kept or is in use
     */
    boolean restore(Path copy, URI place, Existing existing);
}
