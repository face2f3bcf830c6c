/** What a database is; this package holds what concerns a whole schema. */
package dev.underpin.schema;
