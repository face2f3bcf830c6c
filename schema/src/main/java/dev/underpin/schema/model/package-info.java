/** What a database is: the immutable, engine-neutral model of its structure. */
@NullMarked
package dev.underpin.schema.model;

import org.jspecify.annotations.NullMarked;
