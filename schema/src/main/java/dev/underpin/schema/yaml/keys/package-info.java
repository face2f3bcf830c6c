/**
 * Every key of the YAML: the one list behind the reader, the JSON Schema and the reference page.
 */
package dev.underpin.schema.yaml.keys;
