package dev.afterwise.learn.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.learn.stats.Interval;

/**
 * Something known that bears on a question.
 *
 * @param confidence that it holds here, from 0 to 1
 * @param interval where that lies with 95 %, if what is counted is to be believed
 * @param relevance by which answers are ordered, from 0 to 1
 * @param because why it is told, and what is left open; empty if it is said of this very task
 */
public record Relevant(Knowledge item, double confidence, Interval interval, double relevance, String because) {}
