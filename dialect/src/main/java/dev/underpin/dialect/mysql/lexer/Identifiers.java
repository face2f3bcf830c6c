package dev.underpin.dialect.mysql.lexer;

import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/** Identifiers: their quotes, their length, and the names of what was left without one. */
public final class Identifiers {
  /** Characters, not bytes, of any object's name. */
  public static final int MAX_LENGTH = 64;

  private Identifiers() {}

  public static String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  public static String quote(QualifiedName name) {
    String last = quote(name.name());
    return name.schema().isEmpty() ? last : quote(name.schema()) + "." + last;
  }

  /**
   * The name of a constraint that is declared without one. The server's own names are numbers in
   * order of creation; these say what they stand for, and are the same on every database.
   */
  public static Optional<String> of(Table table, Constraint constraint) {
    String name = table.name().name();
    return constraint.match(
        key -> Optional.empty(),
        unique -> Optional.of(cut(name + columns(unique), "_key")),
        foreign -> Optional.of(cut(name + columns(foreign), "_fkey")),
        check ->
            CheckOptions.column(check).isPresent()
                ? Optional.empty()
                : Optional.of(cut(name, "_check")),
        exclusion -> Optional.of(cut(name + columns(exclusion), "_key")));
  }

  private static String columns(Constraint constraint) {
    return constraint.columns().isEmpty() ? "" : "_" + String.join("_", constraint.columns());
  }

  /** What follows a cut name keeps its room. */
  private static String cut(String name, String suffix) {
    int room = MAX_LENGTH - suffix.length();
    if (name.codePointCount(0, name.length()) <= room) return name + suffix;
    return name.substring(0, name.offsetByCodePoints(0, room)) + suffix;
  }
}
