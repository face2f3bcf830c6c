/** The history: what was applied to a database, step by step. */
@NullMarked
package dev.underpin.runner.history;

import org.jspecify.annotations.NullMarked;
