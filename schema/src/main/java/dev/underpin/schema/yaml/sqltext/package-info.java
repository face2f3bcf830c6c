/** Parses the short forms of the YAML: a column, a key or a reference as SQL text. */
package dev.underpin.schema.yaml.sqltext;
