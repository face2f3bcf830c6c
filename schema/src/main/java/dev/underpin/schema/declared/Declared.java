package dev.underpin.schema.declared;

import dev.underpin.schema.model.Schema;

/**
 * What a YAML declares. As read, names without a namespace have an empty one, and types are the
 * YAML's own words; a dialect <em>lowers</em> it to what its engine has.
 */
public record Declared(Schema schema, Hints hints, Origins origins) {
  public Declared withSchema(Schema other) {
    return new Declared(other, hints, origins);
  }
}
