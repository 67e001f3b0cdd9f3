/**
 * What work like this was like: what to expect, what those that went well have in common, and what went wrong.
 *
 * <p>Which executions are alike is not decided here: {@link dev.afterwise.learn.similar.Resemblance#of} takes them as they are found.
 */
@NullMarked
package dev.afterwise.learn.similar;

import org.jspecify.annotations.NullMarked;
