/** Recipes for namespaces, enums and sequences on PostgreSQL. */
package dev.underpin.planner.postgresql.type;
