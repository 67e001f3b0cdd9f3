package dev.afterwise.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What keeps a store small, whole and safe. It is about all workspaces at once.
 *
 * <ul>
 *   <li>Everything here may be called while others read and write.
 *   <li>Statistics survive {@link #prune}; only {@link #rebuild} makes them anew.
 *   <li>A file that is made is whole, or not there.
 * </ul>
 *
 * <p>Methods throw {@link StoreException} if the store can't do this, can't be reached, or may not be written to.
 */
public interface Upkeep {
    /** How much there is. May read the whole store. */
    Extent extent();

    /** How many executions statistics still read one by one. Quick. */
    default long uncounted() {
        return 0;
    }

    /** What is wrong with the store; empty if nothing is. Reads the whole store. */
    List<Damage> check();

    /** When {@link #prune} last removed, or found nothing to remove. */
    Optional<Instant> lastPruned();

    /**
     * Removes what is past its time, oldest first, in small pieces between which others write. What has not ended yet stays.
     * Facts about what was removed are {@link Receipt#refused() refused} from then on. What an hour's limit cuts through may
     * be kept an hour longer.
     *
     * @return what was removed
     */
    Pruned prune(Retention retention, Instant now, Progress progress);

    /** Writes a copy of all that is there at one moment into a file, from which the store can be restored. */
    void backup(Path file, Existing existing);

    /** Makes anew what statistics are read from, as far as the executions are still there. */
    void rebuild();

    /** Gives back the space that is free. Others wait until it is done. */
    void vacuum();

    /** Watches a pruning, and may stop it. */
    @FunctionalInterface
    interface Progress {
        /** Never stops. */
        Progress UNSEEN = (due, gone, held) -> true;

        /**
         * Called before anything is removed and after each piece.
         *
         * @param due what is past its time, of which {@code gone} is removed by now
         * @param held for how long the last piece kept others from writing
         * @return false to remove no more
         */
        boolean goOn(Pruned due, Pruned gone, Duration held);
    }
}
