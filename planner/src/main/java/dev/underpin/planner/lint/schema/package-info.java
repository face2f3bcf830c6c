/** Rules on a declared schema, for all engines. */
@NullMarked
package dev.underpin.planner.lint.schema;

import org.jspecify.annotations.NullMarked;
