/** Stores in SQL databases. The classes called Sqlite know that one; the others know SQL. */
@NullMarked
package dev.afterwise.sql;

import org.jspecify.annotations.NullMarked;
