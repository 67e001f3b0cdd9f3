package dev.afterwise.plan.refine;

import java.util.Optional;

/** The place where a plan's commands run. */
public interface Site {
    /** Nothing is known about it: nothing that may be missing there is reported. */
    Site UNKNOWN = new Site() {
        @Override
        public Optional<String> script(String file) {
            return Optional.empty();
        }

        @Override
        public boolean hasFile(String file) {
            return true;
        }

        @Override
        public boolean hasProgram(String name) {
            return true;
        }

        @Override
        public boolean hasVariable(String name) {
            return true;
        }
    };

    /** The text of a file in the plan's folder; empty if there is none, or it is too long to be a script. */
    Optional<String> script(String file);

    /** Whether there is such a file or folder, taken from the plan's folder. */
    boolean hasFile(String file);

    /** Whether a program of that name, without a path, would be found. */
    boolean hasProgram(String name);

    /** Whether the environment has a variable. */
    boolean hasVariable(String name);
}
