/** How unusual values and executions are: for each when it came, by what came before it. */
@NullMarked
package dev.afterwise.learn.anomaly;

import org.jspecify.annotations.NullMarked;
