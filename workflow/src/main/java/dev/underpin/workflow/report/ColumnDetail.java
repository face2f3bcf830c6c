package dev.underpin.workflow.report;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
      parts.add("default " + both(before.defaultValue(), after.defaultValue()));
    }
    if (!before.identity().equals(after.identity())) {
      parts.add(numbering(before.identity(), after.identity()));
    }
    if (!before.generated().equals(after.generated()))
      parts.add(generated(before.generated(), after.generated()));
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

  private static String generated(Optional<Generated> before, Optional<Generated> after) {
    Optional<SqlText> from = before.map(Generated::expression);
    Optional<SqlText> to = after.map(Generated::expression);
    if (!from.equals(to)) return "generated " + both(from, to);
    return "generated "
        + before.map(Generated::word).orElse("none")
        + " → "
        + after.map(Generated::word).orElse("none");
  }

  private static String nullability(Column column) {
    return column.nullable() ? "null" : "not null";
  }

  /** Two that are written alike differ in their canonical forms. */
  private static String both(Optional<SqlText> before, Optional<SqlText> after) {
    boolean alike = before.map(SqlText::written).equals(after.map(SqlText::written));
    Function<SqlText, String> shown = alike ? SqlText::canonical : SqlText::written;
    return before.map(shown).orElse("none") + " → " + after.map(shown).orElse("none");
  }

  private static String quoted(Optional<String> comment) {
    return comment.map(c -> "'" + c + "'").orElse("none");
  }

  private static String numbering(Optional<Identity> before, Optional<Identity> after) {
    String from = before.map(ColumnDetail::kind).orElse("not numbered");
    String to = after.map(ColumnDetail::kind).orElse("not numbered");
    return from.equals(to) ? "settings of " + to : from + " → " + to;
  }

  private static String kind(Identity identity) {
    return switch (identity.kind()) {
      case SERIAL -> "serial";
      case ALWAYS -> "identity always";
      case BY_DEFAULT -> "identity by default";
      case AUTOINCREMENT -> "auto-increment";
    };
  }
}
