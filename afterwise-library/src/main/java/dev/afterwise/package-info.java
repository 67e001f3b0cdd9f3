/**
 * What happened, what it adds up to, and what to do about it: every noun of Afterwise, and its front door.
 *
 * <h2>Glossary</h2>
 *
 * <dl>
 *   <dt>{@link dev.afterwise.Workspace}
 *   <dd>The isolation boundary: every row belongs to one.
 *   <dt>{@link dev.afterwise.Execution}
 *   <dd>One tracked run of a task by an agent: the fold of its {@link dev.afterwise.Fact}s. While it happens it is a
 *       {@link dev.afterwise.record.Run}. Its {@link dev.afterwise.Headline} is what lists show.
 *   <dt>{@link dev.afterwise.Profile}
 *   <dd>What learning conditions on: task, agent, model, route, complexity, attributes.
 *   <dt>{@link dev.afterwise.Step}, {@link dev.afterwise.Attempt}
 *   <dd>A part of an execution (a phase, a tool call, a model call), and each try at it.
 *   <dt>{@link dev.afterwise.Failure}
 *   <dd>A classified error; its {@link dev.afterwise.Fingerprint} is shared by errors that differ only in numbers, ids
 *       and paths.
 *   <dt>{@link dev.afterwise.Recovery}
 *   <dd>One way to go on after a failure, decided and recorded before it is carried out.
 *   <dt>{@link dev.afterwise.Summary}
 *   <dd>What many executions add up to. Summaries merge in any order.
 *   <dt>{@link dev.afterwise.Parent}
 *   <dd>On whose behalf an execution was made: another one, perhaps in another process, and the step in it. That one has it
 *       among its children.
 *   <dt>{@link dev.afterwise.Metric}, {@link dev.afterwise.Sample}
 *   <dd>Something that is measured again and again, and what it was at one moment.
 *   <dt>{@link dev.afterwise.Recommendation}
 *   <dd>A {@link dev.afterwise.Change} worth making, with its {@link dev.afterwise.Evidence}. It alters nothing until it
 *       is adopted.
 *   <dt>{@link dev.afterwise.Experiment}, {@link dev.afterwise.Variant}
 *   <dd>Several ways to handle a subject, drawn at random for each run, and one of them. The first is the original.
 *   <dt>{@link dev.afterwise.Policy}
 *   <dd>The immutable, versioned sum of what was adopted; healing and planning read it from memory.
 * </dl>
 *
 * <p>Everything here but {@link dev.afterwise.Afterwise} is an immutable value, safe to share between threads.
 */
@NullMarked
package dev.afterwise;

import org.jspecify.annotations.NullMarked;
