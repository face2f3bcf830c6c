/** Writes a schema as the YAML that reads back as the same schema. */
package dev.underpin.schema.yaml.write;
