/** Writes a schema as the YAML that reads back as the same schema. */
@NullMarked
package dev.underpin.schema.yaml.write;

import org.jspecify.annotations.NullMarked;
