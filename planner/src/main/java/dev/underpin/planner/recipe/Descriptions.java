package dev.underpin.planner.recipe;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Constraints and indexes in words, as titles and data checks name them. */
public final class Descriptions {
  private Descriptions() {}

  /** A constraint in words. */
  public static String constraint(Constraint constraint) {
    String name = constraint.name().map(n -> " " + n).orElse("");
    return constraint.match(
        key -> "primary key " + columns(key),
        unique -> "unique constraint" + (name.isEmpty() ? " " + columns(unique) : name),
        foreign -> "foreign key" + (name.isEmpty() ? " to " + foreign.references() : name),
        check -> "check" + (name.isEmpty() ? " (" + check.expression() + ")" : name),
        exclusion -> "exclusion constraint" + name);
  }

  /** An index in words. */
  public static String index(Index index) {
    return (index.unique() ? "unique index " : "index ") + index.name();
  }

  private static String columns(Constraint constraint) {
    return "(" + String.join(", ", constraint.columns()) + ")";
  }

  static String type(Column column) {
    return column.type().isBlank() ? "none" : column.type();
  }

  static String count(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  static String enumeration(List<QualifiedName> tables) {
    List<String> names = tables.stream().map(QualifiedName::toString).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
