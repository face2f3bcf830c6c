package dev.underpin.planner.migration;

import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.planner.step.Allow;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a statement that no plan made may do, judged by its words. What is not known counts as the
 * worst.
 *
 * @param needs what has to be allowed before it runs
 * @param endsTransaction true where it begins or ends a transaction, which is the runner's to do
 * @param changesSchema false where it changes rows alone
 */
record StatementRisk(Set<Allow> needs, boolean endsTransaction, boolean changesSchema) {
  private static final Set<Allow> UNKNOWN = EnumSet.of(Allow.DROP_TABLE, Allow.LOSSY);
  private static final Set<Allow> REWRITES = EnumSet.of(Allow.LOSSY, Allow.REWRITE);
  private static final Set<String> KEEPS_COLUMNS =
      Set.of("DEFAULT", "NOT", "IDENTITY", "EXPRESSION");
  private static final Set<String> OBJECTS =
      Set.of("CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "CHECK", "SYSTEM", "VALUE");

  private static final Set<String> QUERIES = Set.of("(", "SELECT", "VALUES", "TABLE", "WITH");
  private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "INTO");

  /** Functions that change nothing that a rollback does not restore. */
  private static final Set<String> HARMLESS =
      Set.of(
          "COUNT",
          "MAX",
          "MIN",
          "SUM",
          "AVG",
          "COALESCE",
          "CASE",
          "IN",
          "EXISTS",
          "VALUES",
          "AND",
          "OR",
          "ON",
          "AS",
          "FROM",
          "WHERE",
          "USING",
          "OVER",
          "JOIN",
          "NOT",
          "SETVAL",
          "CAST",
          "SET_CONFIG",
          "NULLIF",
          "LOWER",
          "UPPER",
          "SELECT",
          "UNION",
          "ALL",
          "ANY",
          "THEN");

  static StatementRisk of(List<String> tokens) {
    SqlStatement statement = SqlStatement.of(tokens);
    List<String> words = statement.words();
    int start = statement.start();
    if (start == words.size()) return new StatementRisk(Set.of(), false, false);
    if (statement.isTransaction()) return new StatementRisk(Set.of(), true, false);
    return switch (statement.first()) {
      case "INSERT" -> rows(words.contains("UPDATE") || words.contains("REPLACE"));
      case "UPDATE", "DELETE", "TRUNCATE", "REPLACE", "MERGE" -> rows(true);
      case "SELECT", "VALUES", "TABLE", "WITH" -> query(words);
      case "COMMENT", "GRANT", "REVOKE", "ANALYZE", "REFRESH" -> schema(Set.of());
      case "CREATE" -> schema(words.contains("REPLACE") ? EnumSet.of(Allow.DROP_OBJECT) : Set.of());
      case "DROP" -> schema(drop(next(words, start)));
      case "ALTER" -> schema(alter(words));
      case "RENAME" -> schema(Set.of());
      case "VACUUM", "CLUSTER", "REINDEX", "OPTIMIZE" -> schema(EnumSet.of(Allow.REWRITE));
      default -> schema(UNKNOWN);
    };
  }

  /** True for a query that changes no row by itself. */
  static boolean isQuery(List<String> tokens) {
    List<String> words = SqlStatement.of(tokens).words();
    return !words.isEmpty()
        && QUERIES.contains(words.get(0))
        && words.stream().noneMatch(WRITES::contains)
        && !words.contains(";");
  }

  private static StatementRisk rows(boolean lossy) {
    return new StatementRisk(lossy ? EnumSet.of(Allow.LOSSY) : Set.of(), false, false);
  }

  private static StatementRisk schema(Set<Allow> needs) {
    return new StatementRisk(needs, false, true);
  }

  /** A query may change rows inside, and a function may do anything. */
  private static StatementRisk query(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean locks = i > 0 && (words.get(i - 1).equals("FOR") || words.get(i - 1).equals("KEY"));
      if (!locks && WRITES.contains(word)) return rows(true);
      boolean called = i + 1 < words.size() && words.get(i + 1).equals("(");
      if (called && Character.isLetter(word.charAt(0)) && !HARMLESS.contains(word))
        return new StatementRisk(UNKNOWN, false, false);
    }
    return rows(false);
  }

  private static Set<Allow> drop(String kind) {
    return switch (kind) {
      case "TABLE", "SCHEMA", "DATABASE", "OWNED", "TEMPORARY", "EXTENSION" ->
          EnumSet.of(Allow.DROP_TABLE);
      default -> EnumSet.of(Allow.DROP_OBJECT);
    };
  }

  private static Set<Allow> alter(List<String> words) {
    EnumSet<Allow> needs = EnumSet.noneOf(Allow.class);
    for (int i = 2; i < words.size(); i++) {
      switch (words.get(i)) {
        case "DROP" -> needs.addAll(dropped(next(words, i)));
        case "DETACH", "EXCHANGE" -> needs.add(Allow.DROP_TABLE);
        case "TRUNCATE", "DISCARD", "IMPORT", "REORGANIZE", "COALESCE" -> needs.add(Allow.LOSSY);
        case "TYPE", "MODIFY", "CHANGE", "CONVERT" -> needs.addAll(REWRITES);
        case "TABLESPACE", "LOGGED", "UNLOGGED", "ENGINE", "FORCE", "ROW_FORMAT" ->
            needs.add(Allow.REWRITE);
        default -> {}
      }
    }
    return needs;
  }

  private static Set<Allow> dropped(String what) {
    if (KEEPS_COLUMNS.contains(what)) return Set.of();
    if (OBJECTS.contains(what)) return EnumSet.of(Allow.DROP_OBJECT);
    return EnumSet.of(what.equals("PARTITION") ? Allow.DROP_TABLE : Allow.DROP_COLUMN);
  }

  private static String next(List<String> words, int at) {
    return at + 1 < words.size() ? words.get(at + 1) : "";
  }
}
