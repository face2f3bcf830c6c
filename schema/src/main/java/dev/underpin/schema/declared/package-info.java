/** What people declare: the desired schema, and what a state cannot say but a change needs. */
package dev.underpin.schema.declared;
