/** What history says as a whole: how well things go, what was like this before, what to do about it. */
@NullMarked
package dev.afterwise.cli.insight;

import org.jspecify.annotations.NullMarked;
