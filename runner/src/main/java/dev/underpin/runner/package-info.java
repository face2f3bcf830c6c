/** Changes a live server: lock, history, steps, batches, retry, rollback, verification. */
@NullMarked
package dev.underpin.runner;

import org.jspecify.annotations.NullMarked;
