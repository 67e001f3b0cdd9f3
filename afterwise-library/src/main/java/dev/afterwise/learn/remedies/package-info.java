/**
 * What recorded work says about where work is sent, where named thresholds are, and how failures are healed; and which changes would
 * be worth it. Pure: history in, recommendations out.
 */
@NullMarked
package dev.afterwise.learn.remedies;

import org.jspecify.annotations.NullMarked;
