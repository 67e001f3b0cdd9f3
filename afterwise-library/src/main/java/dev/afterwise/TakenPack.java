package dev.afterwise;

/**
 * What came of taking a pack of knowledge.
 *
 * @param added items that are new
 * @param apart items that are new, but are kept apart until somebody vouches for them
 * @param renewed items that another version of the pack had brought
 * @param known items that were not taken, because this workspace knows better, or somebody wanted them forgotten
 * @param dropped how many items had to make room for them
 */
public record TakenPack(int added, int apart, int renewed, int known, int dropped) {
    static final TakenPack NOTHING = new TakenPack(0, 0, 0, 0, 0);
    static final TakenPack ADDED = new TakenPack(1, 0, 0, 0, 0);
    static final TakenPack APART = new TakenPack(0, 1, 0, 0, 0);
    static final TakenPack RENEWED = new TakenPack(0, 0, 1, 0, 0);
    static final TakenPack KNOWN = new TakenPack(0, 0, 0, 1, 0);

    TakenPack and(TakenPack other) {
        return new TakenPack(
                added + other.added,
                apart + other.apart,
                renewed + other.renewed,
                known + other.known,
                dropped + other.dropped);
    }

    TakenPack dropping(int items) {
        return new TakenPack(added, apart, renewed, known, items);
    }
}
