/** The history: what was applied to a database, step by step. */
package dev.underpin.runner.history;
