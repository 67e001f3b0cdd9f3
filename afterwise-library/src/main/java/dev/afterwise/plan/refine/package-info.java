/** What could be written better in a plan, found by looking at it and at how it went: proposals, each with how sure it is. */
@NullMarked
package dev.afterwise.plan.refine;

import org.jspecify.annotations.NullMarked;
