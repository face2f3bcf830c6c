/** Parses the short forms of the YAML: a column, a key or a reference as SQL text. */
@NullMarked
package dev.underpin.schema.yaml.sqltext;

import org.jspecify.annotations.NullMarked;
