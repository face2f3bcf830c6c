/** Asks a live server: its catalog, how it spells an expression, and what its data says. */
package dev.underpin.introspect;
