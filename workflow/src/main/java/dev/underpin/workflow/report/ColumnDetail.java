package dev.underpin.workflow.report;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Only what differs between two forms of a column. */
final class ColumnDetail {
  private ColumnDetail() {}

  static String of(Column before, Column after) {
    List<String> parts = new ArrayList<>();
    if (!before.type().equals(after.type()))
      parts.add("type " + before.type() + " → " + after.type());
    if (before.nullable() != after.nullable())
      parts.add(nullability(before) + " → " + nullability(after));
    if (!before.defaultValue().equals(after.defaultValue())) {
      parts.add("default " + text(before.defaultValue()) + " → " + text(after.defaultValue()));
    }
    if (!before.identity().equals(after.identity())) {
      parts.add("identity " + present(before.identity()) + " → " + present(after.identity()));
    }
    if (!before.generated().equals(after.generated())) {
      parts.add(
          "generated %s → %s"
              .formatted(
                  text(before.generated().map(g -> g.expression())),
                  text(after.generated().map(g -> g.expression()))));
    }
    if (!before.collation().equals(after.collation())) {
      parts.add(
          "collation %s → %s"
              .formatted(
                  before.collation().orElse("default"), after.collation().orElse("default")));
    }
    if (!before.comment().equals(after.comment())) {
      parts.add("comment " + quoted(before.comment()) + " → " + quoted(after.comment()));
    }
    if (!before.options().equals(after.options()))
      parts.add("options " + before.options() + " → " + after.options());
    return String.join(", ", parts);
  }

  private static String nullability(Column column) {
    return column.nullable() ? "null" : "not null";
  }

  private static String text(Optional<SqlText> sql) {
    return sql.map(SqlText::written).orElse("none");
  }

  private static String quoted(Optional<String> comment) {
    return comment.map(c -> "'" + c + "'").orElse("none");
  }

  private static String present(Optional<?> part) {
    return part.isPresent() ? "yes" : "none";
  }
}
