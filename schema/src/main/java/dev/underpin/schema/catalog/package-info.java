/**
 * What introspection of a live database brings back, as data that the planner can read without
 * asking a server.
 */
package dev.underpin.schema.catalog;
