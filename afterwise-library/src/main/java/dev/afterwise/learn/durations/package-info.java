/**
 * How long pieces of work will take, by how long pieces like them took in earlier runs of the same work. Pure.
 *
 * <p>What is alike is learned: by size, by place among the pieces that wait for the same, by what they wait for, by how many there are.
 */
@NullMarked
package dev.afterwise.learn.durations;

import org.jspecify.annotations.NullMarked;
