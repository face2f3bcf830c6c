package dev.underpin.introspect;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.QualifiedName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks of tables that seem to be empty whether they hold a row. One query asks of many. Public for
 * the engines' packages alone.
 */
public final class EmptyTables {
  private static final int AT_ONCE = 400;

  private EmptyTables() {}

  /** Runs a query whose rows are whole numbers. */
  public interface Query {
    /** The numbers; none where it is not known, because a table is locked. */
    Collection<Integer> numbers(String sql) throws SQLException;
  }

  /**
   * The facts, with what was found out.
   *
   * @param from what follows a selected number that stands in no table
   */
  public static Map<QualifiedName, TableFacts> ask(
      List<QualifiedName> candidates,
      Map<QualifiedName, TableFacts> facts,
      Dialect dialect,
      String from,
      Query query)
      throws SQLException {
    Map<QualifiedName, TableFacts> result = new HashMap<>(facts);
    for (int first = 0; first < candidates.size(); first += AT_ONCE) {
      List<QualifiedName> some =
          candidates.subList(first, Math.min(first + AT_ONCE, candidates.size()));
      String sql =
          IntStream.range(0, some.size())
              .mapToObj(
                  i ->
                      "SELECT %d%s WHERE NOT EXISTS (SELECT 1 FROM %s)"
                          .formatted(i, from, dialect.quote(some.get(i))))
              .collect(Collectors.joining(" UNION ALL "));
      for (int i : query.numbers(sql))
        result.put(some.get(i), facts.getOrDefault(some.get(i), TableFacts.UNKNOWN).asEmpty());
    }
    return result;
  }
}
