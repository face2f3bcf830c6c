/**
 * What introspection of a live database brings back, as data that the planner can read without
 * asking a server.
 */
@NullMarked
package dev.underpin.schema.catalog;

import org.jspecify.annotations.NullMarked;
