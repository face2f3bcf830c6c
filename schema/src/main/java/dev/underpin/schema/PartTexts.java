package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.Comparator;

/** The text of each part of a schema, from which it is counted. */
final class PartTexts {
  private PartTexts() {}

  /** A table with all its parts, as earlier versions counted it. */
  static String text(Table table) {
    CanonicalText out =
        new CanonicalText().put("table", table.name()).put(table.comment()).put(table.options());
    table.partition().ifPresent(out::put);
    table.ownColumns().stream().sorted(Comparator.comparing(Column::name)).forEach(out::put);
    table.constraints().stream().map(PartTexts::text).sorted().forEach(out::put);
    table.indexes().stream().sorted(Comparator.comparing(Index::name)).forEach(out::put);
    return out.toString();
  }

  /** A table without its columns, constraints and indexes. */
  static String attributes(Table table) {
    CanonicalText out =
        new CanonicalText().put("table", table.name()).put(table.comment()).put(table.options());
    table.partition().ifPresent(out::put);
    return out.toString();
  }

  static String text(Constraint constraint) {
    return new CanonicalText().put(constraint).toString();
  }

  static String text(EnumType type) {
    return new CanonicalText()
        .put("enum", type.name())
        .put(type.comment())
        .put(type.labels())
        .toString();
  }

  static String text(Sequence sequence) {
    return new CanonicalText()
        .put("sequence", sequence.name())
        .put(sequence.comment())
        .put(sequence.options())
        .toString();
  }

  static String name(SchemaObject.Key key) {
    return new CanonicalText().put(key.kind().name(), key.name()).put(key.table()).toString();
  }

  static String text(SchemaObject object) {
    return new CanonicalText()
        .put(name(object.key()))
        .put(object.create().canonical())
        .put(object.options())
        .toString();
  }

  /** A part of a table: the table's name and the part's text. */
  static String text(Table table, Column column) {
    return of(table).put(column).toString();
  }

  static String text(Table table, Constraint constraint) {
    return of(table).put(constraint).toString();
  }

  static String text(Table table, Index index) {
    return of(table).put(index).toString();
  }

  private static CanonicalText of(Table table) {
    return new CanonicalText().put("of", table.name());
  }
}
