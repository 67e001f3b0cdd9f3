/**
 * Which arm to take for a piece of work: an agent, a model, a route, or anything else that can be chosen. What is believed of arms
 * is made of executions alone, so there is nothing to keep beside the history, and nothing that could contradict it.
 */
@NullMarked
package dev.afterwise.learn.recommend;

import org.jspecify.annotations.NullMarked;
