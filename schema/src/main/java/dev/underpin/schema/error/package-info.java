/** Errors that a person can act on. */
package dev.underpin.schema.error;
