package dev.afterwise.json;

import java.util.List;
import java.util.stream.Collectors;

/** A plan file can't be used. The message has one line for each problem, safe to print. */
public final class PlanProblemsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient List<Problem> problems;

    PlanProblemsException(String file, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.in(file)).collect(Collectors.joining("\n")));
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public String file() {
        return file;
    }

    /** All that is wrong, by place in the file; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
