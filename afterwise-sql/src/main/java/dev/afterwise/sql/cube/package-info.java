/**
 * Cubes: what many executions add up to, packed so that a year of them is read in milliseconds. Nothing here knows SQL; a
 * store keeps what {@link dev.afterwise.sql.cube.Cube} makes of bytes.
 */
@NullMarked
package dev.afterwise.sql.cube;

import org.jspecify.annotations.NullMarked;
