/**
 * Every key of the YAML: the one list behind the reader, the JSON Schema and the reference page.
 */
@NullMarked
package dev.underpin.schema.yaml.keys;

import org.jspecify.annotations.NullMarked;
