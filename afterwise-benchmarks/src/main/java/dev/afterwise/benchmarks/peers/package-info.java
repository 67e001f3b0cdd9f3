/** The peers' ways of protecting calls. Loaded by {@link dev.afterwise.benchmarks.faults.RedirectingLoader}, so that they live in virtual time. */
@NullMarked
package dev.afterwise.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
