/** Reads the YAML: documents, tables, columns and constraints, each problem with its place. */
package dev.underpin.schema.yaml.read;
