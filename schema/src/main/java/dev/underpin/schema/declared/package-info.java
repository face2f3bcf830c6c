/** What people declare: the desired schema, and what a state cannot say but a change needs. */
@NullMarked
package dev.underpin.schema.declared;

import org.jspecify.annotations.NullMarked;
