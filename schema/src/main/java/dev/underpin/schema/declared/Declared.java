package dev.underpin.schema.declared;

import dev.underpin.schema.model.Schema;
import java.util.List;

/**
 * What a YAML declares. As read, names without a namespace have an empty one, and types are the
 * YAML's own words; a dialect <em>lowers</em> it to what its engine has.
 *
 * @param seeds the reference rows, a table each
 */
public record Declared(Schema schema, Hints hints, Origins origins, List<Seed> seeds) {
  public Declared {
    seeds = List.copyOf(seeds);
  }

  /** Without reference rows. */
  public Declared(Schema schema, Hints hints, Origins origins) {
    this(schema, hints, origins, List.of());
  }

  public Declared withSchema(Schema other) {
    return new Declared(other, hints, origins, seeds);
  }

  /** The same with other reference rows. */
  public Declared withSeeds(List<Seed> other) {
    return new Declared(schema, hints, origins, other);
  }
}
