/** Asks PostgreSQL servers, versions 13 to 18. */
package dev.underpin.introspect.postgresql;
