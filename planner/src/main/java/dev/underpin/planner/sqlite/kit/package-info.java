/** What SQLite's recipes share. */
@NullMarked
package dev.underpin.planner.sqlite.kit;

import org.jspecify.annotations.NullMarked;
