/** A schema as JSON and back, for the history and for lock files. */
package dev.underpin.schema.json;
