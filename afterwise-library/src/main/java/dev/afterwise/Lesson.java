package dev.afterwise;

/**
 * What came of looking at a history for knowledge.
 *
 * @param added items that are new
 * @param renewed items that were known, and are seen again
 * @param missed items that were learned before, and are not seen any more
 * @param dropped how many items had to make room
 * @param total how many there are now
 */
public record Lesson(int added, int renewed, int missed, int dropped, int total) {
    /** Such as {@code 3 new, 12 seen again, 1 not seen any more; 40 in all}. */
    public String sentence() {
        String room = dropped == 0 ? "" : ", %,d made room".formatted(dropped);
        return "%,d new, %,d seen again, %,d not seen any more%s; %,d in all"
                .formatted(added, renewed, missed, room, total);
    }
}
