package dev.underpin.dialect.postgresql;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table's attributes, by their YAML key. {@code unlogged}, {@code partition_by}, {@code
 * inherits}, {@code tablespace} and {@code access_method} are clauses of their own; all others are
 * storage parameters such as {@code fillfactor} or {@code toast.autovacuum_enabled}.
 */
final class TableOptions {
  private TableOptions() {}

  static boolean unlogged(SortedMap<String, String> options) {
    return "true".equals(options.get("unlogged"));
  }

  /** What follows the closing parenthesis of {@code CREATE TABLE}. */
  static String clauses(SortedMap<String, String> options) {
    StringBuilder sql = new StringBuilder();
    TreeMap<String, String> parameters = new TreeMap<>(options);
    parameters.remove("unlogged");
    parameters.remove("replica_identity");
    take(parameters, "inherits").ifPresent(v -> sql.append(" INHERITS (").append(v).append(')'));
    take(parameters, "partition_by").ifPresent(v -> sql.append(" PARTITION BY ").append(v));
    take(parameters, "access_method")
        .ifPresent(v -> sql.append(" USING ").append(Identifiers.quote(v)));
    Optional<String> tablespace = take(parameters, "tablespace");
    sql.append(IndexSql.with(parameters));
    tablespace.ifPresent(v -> sql.append(" TABLESPACE ").append(Identifiers.quote(v)));
    return sql.toString();
  }

  /** The action of {@code ALTER TABLE} that brings one attribute to a value, or to its default. */
  static String change(String key, Optional<String> value) {
    return switch (key) {
      case "unlogged" -> value.filter("true"::equals).isPresent() ? "SET UNLOGGED" : "SET LOGGED";
      case "tablespace" -> "SET TABLESPACE " + Identifiers.quote(value.orElse("pg_default"));
      case "access_method" -> "SET ACCESS METHOD " + Identifiers.quote(value.orElse("heap"));
      case "partition_by", "inherits" ->
          throw new IllegalArgumentException(key + " cannot be changed on a table that exists");
      default ->
          value
              .map(v -> "SET (" + IndexSql.parameter(Map.entry(key, v)) + ")")
              .orElseGet(() -> "RESET (" + Identifiers.quoteDotted(key) + ")");
    };
  }

  private static Optional<String> take(TreeMap<String, String> options, String key) {
    return Optional.ofNullable(options.remove(key));
  }
}
