/** Commands about failures and what is done about them. */
@NullMarked
package dev.afterwise.cli.heal;

import org.jspecify.annotations.NullMarked;
