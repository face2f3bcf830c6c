/** Changes a live server: lock, history, steps, batches, retry, rollback, verification. */
package dev.underpin.runner;
