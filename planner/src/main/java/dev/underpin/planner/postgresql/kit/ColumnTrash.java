package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column goes to the trash without all that could reject a row that is written without it, and
 * comes out of it.
 */
public record ColumnTrash(PostgresContext context, QualifiedName table, Column column) {
  public List<String> in(Trash trash) {
    PostgresDdl ddl = context.ddl();
    String name = column.name();
    List<String> statements = new ArrayList<>();
    if (column.defaultValue().isPresent() || ColumnSequence.isSerial(column))
      statements.add(ddl.dropDefault(table, name));
    if (isDeclaredNotNull()) statements.add(ddl.dropNotNull(table, name));
    Optional<ColumnSequence> sequence = context.sequence(table, column);
    if (sequence.isPresent()) {
      if (sequence.get().isSerial()) statements.addAll(sequence.get().in(trash));
      else statements.add(rename(sequence.get().name(), trash.name(sequence.get().name())));
    }
    if (context.isOfPassingType(column)) statements.add(recast(waits(column)));
    statements.add(ddl.renameColumn(table, name, trash.name(name)));
    return statements;
  }

  public List<String> out() {
    PostgresDdl ddl = context.ddl();
    String name = column.name();
    List<String> statements = new ArrayList<>();
    statements.add(ddl.renameColumn(table, context.trash().name(name), name));
    if (context.isOfPassingType(column)) statements.add(recast(column.type()));
    Optional<ColumnSequence> sequence = context.sequence(table, column);
    if (sequence.isPresent() && sequence.get().isSerial()) {
      statements.addAll(sequence.get().out());
      if (!column.nullable()) statements.add(fill(sequence.get().next()));
    } else if (sequence.isPresent()) {
      QualifiedName own = sequence.get().name();
      statements.add(rename(own.withName(context.trash().name(own)), own.name()));
    }
    if (column.defaultValue().isPresent()) {
      SqlText value = column.defaultValue().get();
      statements.add(ddl.setDefault(table, name, value));
      if (!column.nullable()) statements.add(fill(value));
    }
    if (isDeclaredNotNull()) statements.add(ddl.setNotNull(table, name));
    return statements;
  }

  /** A label waits as text where its enum comes and goes with the column. */
  private String recast(String type) {
    return recast(context, table, column, type);
  }

  static String recast(PostgresContext context, QualifiedName table, Column column, String type) {
    SqlText value = context.ddl().fragment("{}::{}", column.name(), SqlText.of(type));
    return context.ddl().setType(table, column.withType(type), Optional.of(value));
  }

  /** The type in which values wait in the trash. */
  static String waits(Column column) {
    return column.type().endsWith("[]") ? "text[]" : "text";
  }

  private String fill(SqlText value) {
    String name = column.name();
    return context.ddl().sql("UPDATE {} SET {} = {} WHERE {} IS NULL", table, name, value, name);
  }

  private String rename(QualifiedName sequence, String to) {
    return ColumnSequence.rename(context, sequence, to);
  }

  /** An identity column cannot be nullable. */
  private boolean isDeclaredNotNull() {
    return !column.nullable() && (column.identity().isEmpty() || ColumnSequence.isSerial(column));
  }
}
