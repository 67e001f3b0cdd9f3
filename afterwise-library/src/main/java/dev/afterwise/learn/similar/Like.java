package dev.afterwise.learn.similar;

import dev.afterwise.Headline;
import java.util.List;

/**
 * An execution that is like what is asked about.
 *
 * @param score how like it is, from 0 to 1
 * @param steps the names of its steps, each once; empty where nobody has looked
 */
public record Like(double score, Headline headline, List<String> steps) {
    public Like {
        steps = List.copyOf(steps);
    }
}
