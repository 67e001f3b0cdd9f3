/** The commands about thresholds that have names. */
@NullMarked
package dev.afterwise.cli.threshold;

import org.jspecify.annotations.NullMarked;
