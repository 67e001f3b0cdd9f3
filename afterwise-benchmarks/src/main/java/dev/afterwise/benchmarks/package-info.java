/** Side by side with peers and limits: what {@code ./bench} runs. Each benchmark is one claim of the documentation. */
@NullMarked
package dev.afterwise.benchmarks;

import org.jspecify.annotations.NullMarked;
