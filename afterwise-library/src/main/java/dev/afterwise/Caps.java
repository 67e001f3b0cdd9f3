package dev.afterwise;

/**
 * How much may be done about failures before they are left alone.
 *
 * @param perClass how many recoveries from failures of one class there may be in an execution
 * @param perExecution how many recoveries there may be in an execution, over all classes
 * @param inARow after how many failures in a row a call is given up
 */
public record Caps(int perClass, int perExecution, int inARow) {
    /** Three, five, three. */
    public static final Caps STANDARD = new Caps(3, 5, 3);

    /** The most that any of them may be. */
    public static final int MOST = 1_000;

    /** @throws IllegalArgumentException if a part is out of range */
    public Caps {
        check("recoveries from one class of failures", perClass, 0);
        check("recoveries in an execution", perExecution, 0);
        check("failures in a row", inARow, 1);
    }

    private static void check(String what, int number, int least) {
        if (number < least || number > MOST) {
            throw new IllegalArgumentException(
                    "The most %s must be from %d to %,d, but are (%d).".formatted(what, least, MOST, number));
        }
    }
}
