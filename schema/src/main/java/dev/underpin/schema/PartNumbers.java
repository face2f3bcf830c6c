package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parts of a table as numbers, which a fingerprint adds up. */
final class PartNumbers {
  private static final Digests DIGESTS = Digests.SHORT;

  private PartNumbers() {}

  static BigInteger sum(Map<SchemaPart, BigInteger> parts) {
    return parts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  static Map<SchemaPart, BigInteger> of(Table table) {
    Map<SchemaPart, BigInteger> parts = new HashMap<>();
    QualifiedName name = table.name();
    parts.put(
        SchemaPart.of(SchemaPart.ATTRIBUTES, name), DIGESTS.number(PartTexts.attributes(table)));
    for (Column column : table.ownColumns())
      parts.put(
          SchemaPart.of(SchemaPart.COLUMN, name, column.name()),
          DIGESTS.number(PartTexts.text(table, column)));
    for (Index index : table.indexes())
      parts.put(
          SchemaPart.of(SchemaPart.INDEX, name, index.name()),
          DIGESTS.number(PartTexts.text(table, index)));
    for (Constraint constraint : table.constraints()) {
      BigInteger number = DIGESTS.number(PartTexts.text(table, constraint));
      String called = constraint.name().orElse("(" + DIGESTS.hex(number) + ")");
      // Two without a name may be the same, and then count twice.
      parts.merge(SchemaPart.of(SchemaPart.CONSTRAINT, name, called), number, BigInteger::add);
    }
    return parts;
  }

  /**
   * Partitions come and go on a database as time goes by, so they are counted like a kind of
   * object: a migration promises something about them where it changes some.
   */
  static SchemaObject asObject(Table partition) {
    return new SchemaObject(
        Kind.PARTITION,
        partition.name(),
        Optional.empty(),
        SqlText.of(PartTexts.text(partition)),
        "",
        Set.of(),
        Map.of(),
        Options.none());
  }
}
