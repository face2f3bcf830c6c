package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.IndexOption;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table's attributes, by their YAML key. {@code unlogged}, {@code partition_by}, {@code
 * inherits}, {@code tablespace}, {@code access_method}, {@code row_level_security}, {@code
 * force_row_level_security} and those of {@link IndexOption} are clauses of their own; all others
 * are storage parameters such as {@code fillfactor} or {@code toast.autovacuum_enabled}.
 */
public final class TableOptions {
  /** What {@code CREATE TABLE} has no clause for, and {@code ALTER TABLE} says behind it. */
  private static final Set<String> STATEMENTS =
      Set.of("force_row_level_security", "row_level_security");

  private TableOptions() {}

  static boolean unlogged(SortedMap<String, String> options) {
    return "true".equals(options.get("unlogged"));
  }

  /** The tables that {@code inherits} names; those without a namespace have an empty one. */
  public static List<QualifiedName> parents(SortedMap<String, String> options) {
    List<QualifiedName> parents = new ArrayList<>();
    String namespace = "";
    String name = "";
    for (Token token : Lexer.tokens(options.getOrDefault("inherits", "") + ",")) {
      if (token.identifier()) {
        name = token.name();
      } else if (token.is(".")) {
        namespace = name;
      } else if (token.is(",") && !name.isEmpty()) {
        parents.add(new QualifiedName(namespace, name));
        namespace = "";
        name = "";
      }
    }
    return parents;
  }

  /** What follows the closing parenthesis of {@code CREATE TABLE}. */
  static String clauses(SortedMap<String, String> options) {
    StringBuilder sql = new StringBuilder();
    TreeMap<String, String> parameters = new TreeMap<>(options);
    parameters.remove("unlogged");
    for (IndexOption option : IndexOption.values()) parameters.remove(option.key());
    STATEMENTS.forEach(parameters::remove);
    take(parameters, "inherits").ifPresent(v -> sql.append(" INHERITS (").append(v).append(')'));
    take(parameters, "partition_by").ifPresent(v -> sql.append(" PARTITION BY ").append(v));
    take(parameters, "access_method")
        .ifPresent(v -> sql.append(" USING ").append(Identifiers.quote(v)));
    Optional<String> tablespace = take(parameters, "tablespace");
    sql.append(IndexSql.with(parameters));
    tablespace.ifPresent(v -> sql.append(" TABLESPACE ").append(Identifiers.quote(v)));
    return sql.toString();
  }

  /** The actions of {@code ALTER TABLE} that complete a table that was just created. */
  static List<String> afterCreation(SortedMap<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> STATEMENTS.contains(option.getKey()) && "true".equals(option.getValue()))
        .map(option -> change(option.getKey(), Optional.of(option.getValue())))
        .toList();
  }

  /** The actions of {@code ALTER TABLE} that complete a table when its indexes are there. */
  static List<String> afterIndexes(SortedMap<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> IndexOption.of(option.getKey()).isPresent())
        .map(option -> change(option.getKey(), Optional.of(option.getValue())))
        .toList();
  }

  /** The action of {@code ALTER TABLE} that brings one attribute to a value, or to its default. */
  static String change(String key, Optional<String> value) {
    return switch (key) {
      case "unlogged" -> on(value) ? "SET UNLOGGED" : "SET LOGGED";
      case "row_level_security" -> (on(value) ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY";
      case "force_row_level_security" -> (on(value) ? "" : "NO ") + "FORCE ROW LEVEL SECURITY";
      case "tablespace" -> "SET TABLESPACE " + Identifiers.quote(value.orElse("pg_default"));
      case "access_method" -> "SET ACCESS METHOD " + Identifiers.quote(value.orElse("heap"));
      case "partition_by", "inherits" ->
          throw new IllegalArgumentException(key + " cannot be changed on a table that exists");
      default ->
          IndexOption.of(key).map(o -> o.change(value)).orElseGet(() -> parameter(key, value));
    };
  }

  private static String parameter(String key, Optional<String> value) {
    return value
        .map(v -> "SET (" + IndexSql.parameter(Map.entry(key, v)) + ")")
        .orElseGet(() -> "RESET (" + Identifiers.quoteDotted(key) + ")");
  }

  private static boolean on(Optional<String> value) {
    return value.filter("true"::equals).isPresent();
  }

  private static Optional<String> take(TreeMap<String, String> options, String key) {
    return Optional.ofNullable(options.remove(key));
  }
}
