/**
 * The written forms of Afterwise: JSON for what is stored, YAML for plans, lines of JSON for executions from elsewhere.
 *
 * <p>Rules that hold for all JSON written here:
 *
 * <ul>
 *   <li>Keys are {@code snake_case}; the values of enums are lower-case words; what is absent has no key.
 *   <li>Instants are ISO 8601 in UTC with six digits of a second, or nine where the instant is that fine: {@code
 *       2026-01-31T09:30:00.000000Z}.
 *   <li>Durations are microseconds, in keys that end in {@code _us}: a whole number, or one with up to three decimals
 *       where the duration is that fine.
 *   <li>Money is whole millionths of a dollar, in keys that end in {@code _micros}.
 *   <li>Payloads are text that holds JSON, so that they come back character by character; one that was cut to size is
 *       {@code {"json": ..., "truncated": true}}.
 *   <li>Attributes are an object, or a list of {@code {"name": ..., "value": ...}} where a name has half a surrogate pair.
 *   <li>Numbers that JSON lacks are the texts {@code NaN}, {@code Infinity} and {@code -Infinity}.
 *   <li>What is stored has a version, {@code "v": 1}. Readers refuse newer versions and ignore keys that they don't know.
 * </ul>
 */
@NullMarked
package dev.afterwise.json;

import org.jspecify.annotations.NullMarked;
