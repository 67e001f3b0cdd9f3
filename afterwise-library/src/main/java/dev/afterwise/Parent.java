package dev.afterwise;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf an execution was made: another execution, and the step in it, perhaps in another process.
 *
 * <p>As text it is a {@code traceparent} of the W3C recommendation "Trace Context": the execution's id is the trace id, the
 * step's id the parent id. An execution as a whole goes by the last 16 digits of its own id, which no step of it has. Of other
 * systems' spans neither id need be known here.
 *
 * @param step null if it is the execution as a whole
 */
public record Parent(ExecutionId execution, @Nullable StepId step) {
    /** The name of the environment variable, and in lower case of the HTTP header, that carries it. */
    public static final String VARIABLE = "TRACEPARENT";

    private static final int LENGTH = 55;
    private static final int EXECUTION = 3;
    private static final int STEP = 36;
    private static final int FLAGS = 53;
    private static final String SAMPLED = "-01";

    public Parent {
        step = step != null && step.hex().equals(whole(execution)) ? null : step;
    }

    /** The parent that a {@code traceparent} names; null if it is null, empty, or not as the recommendation wants it. */
    public static @Nullable Parent parse(@Nullable String traceparent) {
        if (traceparent == null || !isValid(traceparent)) {
            return null;
        }
        var execution = new ExecutionId(traceparent.substring(EXECUTION, STEP - 1));
        String span = traceparent.substring(STEP, FLAGS - 1);
        return new Parent(execution, new StepId(span));
    }

    /** A version after 00 may have more to say, after another dash; version ff is forbidden, and so is an id of zeros. */
    private static boolean isValid(String text) {
        if (text.length() < LENGTH
                || text.charAt(EXECUTION - 1) != '-'
                || text.charAt(STEP - 1) != '-'
                || text.charAt(FLAGS - 1) != '-') {
            return false;
        }
        String version = text.substring(0, EXECUTION - 1);
        String execution = text.substring(EXECUTION, STEP - 1);
        String span = text.substring(STEP, FLAGS - 1);
        return ExecutionId.isHex(version, 2)
                && !version.equals("ff")
                && (text.length() == LENGTH || (!version.equals("00") && text.charAt(LENGTH) == '-'))
                && isId(execution, 32)
                && isId(span, 16)
                && ExecutionId.isHex(text.substring(FLAGS, LENGTH), 2);
    }

    private static boolean isId(String text, int digits) {
        return ExecutionId.isHex(text, digits) && !text.chars().allMatch(c -> c == '0');
    }

    private static String whole(ExecutionId execution) {
        return execution.hex().substring(16);
    }

    /** What tells others that they act on behalf of this. */
    public String traceparent() {
        return "00-" + execution.hex() + "-" + (step == null ? whole(execution) : step.hex()) + SAMPLED;
    }
}
