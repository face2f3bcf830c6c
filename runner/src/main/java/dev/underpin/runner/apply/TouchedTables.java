package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tables the statements of a step can change: those that they mention by any name, also that
 * of an index or a constraint, and those that the server may change with them (partitions, tables
 * that inherit, both ends of foreign keys).
 *
 * <p>Views, triggers, routines and the like are read again all together, or not at all where the
 * statements can change none of them.
 *
 * @param before the schema before the step
 */
record TouchedTables(Dialect dialect, Schema before) {
  /** Of more tables, the whole is read in about the same time. */
  private static final int MANY = 200;

  /** How statements begin that change nothing else than the tables that they mention. */
  private static final List<String[]> OF_TABLES =
      List.of(
          words("ALTER", "TABLE"),
          words("CREATE", "TABLE"),
          words("CREATE", "TEMP", "TABLE"),
          words("DROP", "TABLE"),
          words("RENAME", "TABLE"),
          words("LOCK", "TABLE"),
          words("CREATE", "INDEX"),
          words("CREATE", "UNIQUE", "INDEX"),
          words("CREATE", "FULLTEXT", "INDEX"),
          words("CREATE", "SPATIAL", "INDEX"),
          words("ALTER", "INDEX"),
          words("DROP", "INDEX"),
          words("COMMENT", "ON", "TABLE"),
          words("COMMENT", "ON", "COLUMN"),
          words("COMMENT", "ON", "INDEX"),
          words("COMMENT", "ON", "CONSTRAINT"),
          words("INSERT"),
          words("UPDATE"),
          words("DELETE"),
          words("REPLACE"),
          words("SELECT", "SETVAL"),
          words("CREATE", "SCHEMA"),
          words("SET"),
          words("PRAGMA"));

  /** Kinds of objects beside tables that come and go without a change of another thing. */
  private static final Set<String> OBJECTS =
      Set.of("VIEW", "TRIGGER", "FUNCTION", "PROCEDURE", "POLICY", "EVENT");

  /** Words of a change of a table that may change what uses the table. */
  private static final Set<String> OTHER_CHANGES =
      Set.of(
          "DROP",
          "RENAME",
          "CHANGE",
          "MODIFY",
          "ATTACH",
          "DETACH",
          "OWNER",
          "ENABLE",
          "DISABLE",
          "CONVERT",
          "EXCHANGE",
          "TYPE");

  /** Where the word for the kind of an object is at the latest. */
  private static final int KIND_WITHIN = 12;

  private static String[] words(String... words) {
    return words;
  }

  /** What has to be read again; empty where the statements may change anything. */
  Optional<Scope.Only> of(List<String> statements) {
    Set<String> mentioned = new HashSet<>();
    boolean objects = false;
    for (String sql : statements) {
      SqlStatement statement = SqlStatement.of(dialect.tokens(sql));
      if (!isNarrow(statement)) return Optional.empty();
      objects |= !leavesObjects(statement) && mayHaveObjects(statement);
      statement.tokens().forEach(token -> mentioned.add(dialect.identifier(token)));
    }
    Set<String> known = withRelated(known(mentioned));
    if (known.size() > MANY) return Optional.empty();
    // A table that is new, or has a new name, is known by its mention alone.
    mentioned.addAll(known);
    objects |=
        before.objects().keySet().stream().anyMatch(key -> mentioned.contains(key.name().name()));
    return Optional.of(new Scope.Only(mentioned, objects));
  }

  private static boolean isNarrow(SqlStatement statement) {
    if (statement.has("CASCADE") && statement.is("DROP")) return false;
    return OF_TABLES.stream().anyMatch(statement::is)
        || (statement.is("CREATE") || statement.is("DROP"))
            && statement.words().stream().limit(KIND_WITHIN).anyMatch(OBJECTS::contains);
  }

  /**
   * True for a statement that changes no view, trigger, routine or the like but those that it
   * mentions: it adds something to a table, or works on an index or on rows.
   */
  private static boolean leavesObjects(SqlStatement statement) {
    if (statement.is("ALTER", "TABLE"))
      return (statement.has("ADD") || statement.has("VALIDATE"))
          && statement.words().stream().noneMatch(OTHER_CHANGES::contains);
    return OF_TABLES.stream().anyMatch(statement::is)
        && !statement.has("PARTITION", "OF")
        && !statement.is("DROP", "TABLE")
        && !statement.is("RENAME");
  }

  /**
   * A change of a table makes no view, trigger or routine, and changes only those that are there.
   */
  private boolean mayHaveObjects(SqlStatement statement) {
    return !before.objects().isEmpty() || OF_TABLES.stream().noneMatch(statement::is);
  }

  /** Names are compared in small letters: rather one table too many. */
  private Set<String> known(Set<String> mentioned) {
    Set<String> small = new HashSet<>();
    mentioned.forEach(name -> small.add(small(name)));
    Predicate<String> isMentioned = name -> small.contains(small(name));
    Set<String> known = new HashSet<>();
    for (Table table : before.tables().values()) {
      boolean isKnown =
          isMentioned.test(table.name().name())
              || table.indexes().stream().anyMatch(i -> isMentioned.test(i.name()))
              || table.constraints().stream()
                  .anyMatch(c -> c.name().filter(isMentioned).isPresent());
      if (isKnown) known.add(table.name().name());
    }
    return known;
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private Set<String> withRelated(Set<String> tables) {
    Map<String, Set<String>> families = new HashMap<>();
    Map<String, Set<String>> keys = new HashMap<>();
    for (Table table : before.tables().values()) {
      String name = table.name().name();
      table.partition().ifPresent(p -> join(families, name, p.of()));
      dialect.parents(table).forEach(parent -> join(families, name, parent));
      for (Constraint constraint : table.constraints())
        if (constraint instanceof ForeignKey key) join(keys, name, key.references());
    }
    Set<String> family = new HashSet<>();
    List<String> open = new ArrayList<>(tables);
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (family.add(next)) open.addAll(families.getOrDefault(next, Set.of()));
    }
    Set<String> all = new HashSet<>(family);
    for (String table : family) all.addAll(keys.getOrDefault(table, Set.of()));
    return all;
  }

  private static void join(Map<String, Set<String>> ties, String table, QualifiedName other) {
    ties.computeIfAbsent(table, t -> new HashSet<>()).add(other.name());
    ties.computeIfAbsent(other.name(), t -> new HashSet<>()).add(table);
  }
}
