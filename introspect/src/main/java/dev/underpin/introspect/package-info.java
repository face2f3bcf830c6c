/** Asks a live server: its catalog, how it spells an expression, and what its data says. */
@NullMarked
package dev.underpin.introspect;

import org.jspecify.annotations.NullMarked;
