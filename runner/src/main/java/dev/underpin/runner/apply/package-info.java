/** Applies migrations and rolls them back, step by step. */
package dev.underpin.runner.apply;
