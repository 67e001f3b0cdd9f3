/** Plans of real commands in which things go wrong by chance, run as they were written and as they were adapted. */
@NullMarked
package dev.afterwise.benchmarks.plans;

import org.jspecify.annotations.NullMarked;
