package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is known of a piece of work before it is done, as {@link Factor factors}. */
public final class Factors {
    static final String ATTRIBUTE = "attributes.";
    static final String OF_ARM = " by arm";
    /** What every piece of work has. */
    public static final Factor ALL = new Factor("all", "");

    /** Numbers whose ratio is less than this are alike: half of an octave. */
    private static final double OCTAVE_PARTS = 2;

    private Factors() {}

    /** Who does what: without its circumstances. */
    public static List<Factor> arm(Profile profile) {
        List<Factor> factors = new ArrayList<>();
        factors.add(ALL);
        factors.add(new Factor("task", profile.task()));
        factors.add(new Factor("agent", profile.agent()));
        if (profile.model() != null) {
            factors.add(new Factor("model", profile.model()));
        }
        if (profile.route() != null) {
            factors.add(new Factor("route", profile.route()));
        }
        return factors;
    }

    /**
     * Who does what under which circumstances, and which of these suit whom.
     *
     * @param isCommon whether something was seen so often that it makes sense to ask whom it suits
     */
    public static List<Factor> whole(Profile profile, Predicate<Factor> isCommon) {
        List<Factor> factors = arm(profile);
        List<Factor> circumstances = circumstances(profile);
        factors.addAll(circumstances);
        String arm = nameOfArm(profile);
        for (Factor each : circumstances) {
            if (isCommon.test(each)) {
                factors.add(new Factor(each.family() + OF_ARM, arm + '\n' + each.value()));
            }
        }
        return factors;
    }

    /** Who does what, in one text that is the same for the same. */
    public static String nameOfArm(Profile profile) {
        return profile.task() + '\n' + profile.agent() + '\n' + profile.model() + '\n' + profile.route();
    }

    /** The circumstances alone: complexity and attributes. */
    public static List<Factor> circumstances(Profile profile) {
        List<Factor> factors = new ArrayList<>();
        if (profile.complexity() != null) {
            factors.add(new Factor("complexity", size(profile.complexity())));
        }
        profile.attributes().forEach((name, value) -> {
            if (!Profile.isHandling(name)) {
                factors.add(new Factor(
                        ATTRIBUTE + name,
                        switch (value) {
                            case Value.Text(String text) -> text;
                            case Value.Numeric(double number) -> size(number);
                        }));
            }
        });
        return factors;
    }

    private static String size(double number) {
        long step = Math.round(Math.floor(OCTAVE_PARTS * Math.log1p(Math.abs(number)) / Math.log(2)));
        return (number < 0 ? "-" : "") + "2^" + step / OCTAVE_PARTS;
    }
}
