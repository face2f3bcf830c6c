package dev.underpin.planner.postgresql.column;

import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.TrashNaming;
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

  static List<String> in(
      PostgresContext context, TrashNaming trash, QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    Optional<QualifiedName> sequence = context.sequence(table, column);
    boolean serial = isSerial(column);
    if (column.defaultValue().isPresent() || serial)
      statements.add(context.ddl().dropDefault(table, column.name()));
    if (!column.nullable() && !isIdentity(column))
      statements.add(context.ddl().dropNotNull(table, column.name()));
    if (serial && sequence.isPresent()) {
      statements.add(context.createTrash());
      statements.add("ALTER SEQUENCE " + context.name(sequence.get()) + " OWNED BY NONE");
      statements.addAll(SequenceRecipes.toTrash(context, trash, sequence.get()));
    } else if (sequence.isPresent()) {
      statements.add(
          "ALTER SEQUENCE "
              + context.name(sequence.get())
              + " RENAME TO "
              + context.quote(trash.name(sequence.get())));
    }
    if (context.isOfPassingType(column))
      statements.add(recast(context, table, column, asText(column)));
    statements.add(context.ddl().renameColumn(table, column.name(), trash.name(column.name())));
    return statements;
  }

  static List<String> out(PostgresContext context, QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    statements.add(
        context.ddl().renameColumn(table, context.trash().name(column.name()), column.name()));
    if (context.isOfPassingType(column))
      statements.add(recast(context, table, column, column.type()));
    Optional<QualifiedName> sequence = context.sequence(table, column);
    if (isSerial(column) && sequence.isPresent()) {
      QualifiedName name = sequence.get();
      String next = "nextval(" + context.dialect().literal(context.name(name)) + "::regclass)";
      statements.addAll(SequenceRecipes.fromTrash(context, name));
      statements.add(context.ddl().ownedBy(name, table, column.name()));
      statements.add(
          context.ddl().alterColumn(table, column.name(), "SET DEFAULT {}", SqlText.of(next)));
      if (!column.nullable()) statements.add(fill(context, table, column, next));
    } else if (sequence.isPresent()) {
      QualifiedName now = sequence.get().withName(context.trash().name(sequence.get()));
      statements.add(
          "ALTER SEQUENCE "
              + context.name(now)
              + " RENAME TO "
              + context.quote(sequence.get().name()));
    }
    column
        .defaultValue()
        .ifPresent(
            d -> {
              statements.add(context.ddl().setDefault(table, column.name(), d));
              if (!column.nullable()) statements.add(fill(context, table, column, d.written()));
            });
    if (!column.nullable() && !isIdentity(column))
      statements.add(context.ddl().setNotNull(table, column.name()));
    return statements;
  }

  /** A label waits as text where its enum comes and goes with the column. */
  private static String recast(
      PostgresContext context, QualifiedName table, Column column, String type) {
    SqlText value = SqlText.of(context.quote(column.name()) + "::" + type);
    return context.ddl().setType(table, column.withType(type), Optional.of(value));
  }

  private static String asText(Column column) {
    return column.type().endsWith("[]") ? "text[]" : "text";
  }

  private static String fill(
      PostgresContext context, QualifiedName table, Column column, String value) {
    String name = context.quote(column.name());
    return "UPDATE "
        + context.name(table)
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
