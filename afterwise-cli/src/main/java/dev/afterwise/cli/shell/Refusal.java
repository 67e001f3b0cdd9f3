package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.json.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked can't be done. The message says why, in a line or two, and perhaps what to do instead. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String file;
    private final transient List<Problem> problems;

    public Refusal(Exit exit, String message) {
        this(exit, message, "", List.of());
    }

    private Refusal(Exit exit, String message, String file, List<Problem> problems) {
        super(message);
        this.exit = exit;
        this.file = file;
        this.problems = problems;
    }

    /**
     * A file is not what it must be.
     *
     * @param file what its user calls it
     */
    public static Refusal problems(String file, List<Problem> problems) {
        String message = problems.stream().map(problem -> problem.in(file)).collect(Collectors.joining("\n"));
        return new Refusal(Exit.USAGE, message, file, problems);
    }

    /** Somebody who knows more has said why. */
    public static Refusal because(Exit exit, Throwable thrown) {
        return new Refusal(exit, String.valueOf(thrown.getMessage()));
    }

    /** It was asked wrongly. */
    public static Refusal usage(String message) {
        return new Refusal(Exit.USAGE, message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(Exit.NOT_FOUND, message);
    }

    /** A beginning that stands for several things, of which at most {@code most} are named. */
    public static Refusal ambiguous(String what, String beginning, List<String> candidates, int most) {
        String named = String.join("\n  ", candidates.subList(0, Math.min(most, candidates.size())));
        String more = candidates.size() > most ? "\n  ..." : "";
        return usage("The beginning of an id must stand for one %s, but (%s) stands for several:\n  %s%s"
                .formatted(what, beginning, named, more));
    }

    /** The file that has problems; empty if that is not why. */
    public String file() {
        return file;
    }

    /** What is wrong with a file, if that is why; the message says it, too. */
    public List<Problem> problems() {
        return problems;
    }

    public Exit exit() {
        return exit;
    }
}
