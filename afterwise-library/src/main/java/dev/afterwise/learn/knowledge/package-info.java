/** What is known and can be used again: made of findings, ranked for a question, and carried from one task to another. */
@NullMarked
package dev.afterwise.learn.knowledge;

import org.jspecify.annotations.NullMarked;
