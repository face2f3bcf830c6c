package dev.underpin.planner.postgresql.column;

import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.postgresql.kit.Work;
import dev.underpin.planner.postgresql.type.SequenceRecipes;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column's way into the trash, freed of all that could reject a row written without it, and its
 * way out.
 */
final class ColumnTrash {
  private ColumnTrash() {}

  static List<String> in(Work work, TrashNaming trash, QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    Optional<QualifiedName> sequence = work.sequence(table, column);
    boolean serial = isSerial(column);
    if (column.defaultValue().isPresent() || serial)
      statements.add(work.ddl.dropDefault(table, column.name()));
    if (!column.nullable() && !isIdentity(column))
      statements.add(work.ddl.dropNotNull(table, column.name()));
    if (serial && sequence.isPresent()) {
      statements.add(work.createTrash());
      statements.add("ALTER SEQUENCE " + work.name(sequence.get()) + " OWNED BY NONE");
      statements.addAll(SequenceRecipes.toTrash(work, trash, sequence.get()));
    } else if (sequence.isPresent()) {
      statements.add(
          "ALTER SEQUENCE "
              + work.name(sequence.get())
              + " RENAME TO "
              + work.quote(trash.name(sequence.get())));
    }
    if (work.isOfPassingType(column)) statements.add(recast(work, table, column, asText(column)));
    statements.add(work.ddl.renameColumn(table, column.name(), trash.name(column.name())));
    return statements;
  }

  static List<String> out(Work work, QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    statements.add(work.ddl.renameColumn(table, work.trash.name(column.name()), column.name()));
    if (work.isOfPassingType(column)) statements.add(recast(work, table, column, column.type()));
    Optional<QualifiedName> sequence = work.sequence(table, column);
    if (isSerial(column) && sequence.isPresent()) {
      QualifiedName name = sequence.get();
      String next = "nextval(" + work.dialect.literal(work.name(name)) + "::regclass)";
      statements.addAll(SequenceRecipes.fromTrash(work, name));
      statements.add(work.ddl.ownedBy(name, table, column.name()));
      statements.add(work.ddl.alterColumn(table, column.name(), "SET DEFAULT " + next));
      if (!column.nullable()) statements.add(fill(work, table, column, next));
    } else if (sequence.isPresent()) {
      QualifiedName now = sequence.get().withName(work.trash.name(sequence.get()));
      statements.add(
          "ALTER SEQUENCE " + work.name(now) + " RENAME TO " + work.quote(sequence.get().name()));
    }
    column
        .defaultValue()
        .ifPresent(
            d -> {
              statements.add(work.ddl.setDefault(table, column.name(), d));
              if (!column.nullable()) statements.add(fill(work, table, column, d.written()));
            });
    if (!column.nullable() && !isIdentity(column))
      statements.add(work.ddl.setNotNull(table, column.name()));
    return statements;
  }

  /** A label waits as text where its enum comes and goes with the column. */
  private static String recast(Work work, QualifiedName table, Column column, String type) {
    SqlText value = SqlText.of(work.quote(column.name()) + "::" + type);
    return work.ddl.setType(table, column.withType(type), Optional.of(value));
  }

  private static String asText(Column column) {
    return column.type().endsWith("[]") ? "text[]" : "text";
  }

  private static String fill(Work work, QualifiedName table, Column column, String value) {
    String name = work.quote(column.name());
    return "UPDATE "
        + work.name(table)
        + " SET "
        + name
        + " = "
        + value
        + " WHERE "
        + name
        + " IS NULL";
  }

  private static boolean isSerial(Column column) {
    return column.identity().filter(i -> i.kind() == Identity.Kind.SERIAL).isPresent();
  }

  private static boolean isIdentity(Column column) {
    return column.identity().isPresent() && !isSerial(column);
  }
}
