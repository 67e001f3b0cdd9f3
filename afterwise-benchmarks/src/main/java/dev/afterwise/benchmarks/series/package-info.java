/** Series in which it is known when something happened, and what detectors make of them. */
@NullMarked
package dev.afterwise.benchmarks.series;

import org.jspecify.annotations.NullMarked;
