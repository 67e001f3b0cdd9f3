/** What commands answer: described once as fields, tables and sentences, and written as text, JSON, JSON lines or Markdown. */
@NullMarked
package dev.afterwise.cli.answer;

import org.jspecify.annotations.NullMarked;
