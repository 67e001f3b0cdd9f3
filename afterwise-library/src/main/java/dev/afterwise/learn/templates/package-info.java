/**
 * Log lines and error messages become templates: what is said each time, with a star for what is said differently.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.templates.Templates}
 *   <dd>learns from line after line, and says which template each has
 *   <dt>{@link dev.afterwise.learn.templates.Grouping}
 *   <dd>how well lines were grouped, compared with how people group them
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.templates;

import org.jspecify.annotations.NullMarked;
