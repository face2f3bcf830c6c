/** Reads the YAML: documents, tables, columns and constraints, each problem with its place. */
@NullMarked
package dev.underpin.schema.yaml.read;

import org.jspecify.annotations.NullMarked;
