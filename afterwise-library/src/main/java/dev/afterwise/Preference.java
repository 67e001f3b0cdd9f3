package dev.afterwise;

/**
 * What is worth what when an arm is chosen. Reliability is the measure of all: how much chance of success somebody gives up for speed
 * or money.
 *
 * <p>The utility of an arm is its chance of success, less {@code speed} times its duration, less {@code cost} times its cost, where duration
 * and cost are those of the arm over what is usual for the task. So with a {@code cost} of .1, an arm at double the usual cost must succeed
 * ten points more often than one at the usual cost.
 *
 * @param speed what the usual duration is worth, in chance of success: from 0 to 1
 * @param cost what the usual cost is worth, in chance of success: from 0 to 1
 */
public record Preference(double speed, double cost) {
    /** Success alone counts. */
    public static final Preference RELIABILITY = new Preference(0, 0);

    /** Success counts most, but time and money aren't free. */
    public static final Preference BALANCED = new Preference(.05, .05);

    /** Quick ones first, as long as they succeed. */
    public static final Preference SPEED = new Preference(.3, 0);

    /** Cheap ones first, as long as they succeed. */
    public static final Preference COST = new Preference(0, .3);

    /** @throws IllegalArgumentException if either is out of range */
    public Preference {
        check("speed", speed);
        check("cost", cost);
    }

    private static void check(String name, double worth) {
        if (!(worth >= 0 && worth <= 1)) {
            throw new IllegalArgumentException(
                    "What the usual %s is worth must be from 0 to 1, but it is (%s).".formatted(name, worth));
        }
    }
}
