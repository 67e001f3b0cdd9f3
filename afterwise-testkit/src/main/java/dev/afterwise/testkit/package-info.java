/**
 * For tests: the contract of stores, builders of executions, time that stands still, and properties checked with seeded
 * chance.
 */
@NullMarked
package dev.afterwise.testkit;

import org.jspecify.annotations.NullMarked;
