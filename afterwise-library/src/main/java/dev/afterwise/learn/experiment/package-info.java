/**
 * What experiments say while they run: which variant is better, worse, no different, or too dear to go on with.
 *
 * <p>Pure: an experiment and how its runs went in, a verdict out. It holds however often somebody looks.
 */
@NullMarked
package dev.afterwise.learn.experiment;

import org.jspecify.annotations.NullMarked;
