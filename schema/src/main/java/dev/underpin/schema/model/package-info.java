/** What a database is: the immutable, engine-neutral model of its structure. */
package dev.underpin.schema.model;
