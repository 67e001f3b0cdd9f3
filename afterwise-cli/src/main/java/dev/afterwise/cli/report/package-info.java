/**
 * The report: one file that says what happened, what changed, and what to do.
 *
 * <p>{@link dev.afterwise.cli.report.Findings} is computed once, from history alone; the page, the Markdown, the JSON and the
 * text on the terminal are renderings of it and compute nothing that a reader could compare.
 */
@NullMarked
package dev.afterwise.cli.report;

import org.jspecify.annotations.NullMarked;
