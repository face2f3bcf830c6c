package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A saved file that runs again finds the names in the trash that its rollback needs. */
public final class EarlierTrash {
  private EarlierTrash() {}

  /** Prepared statements: one for all tables in the trash, one for the columns of each table. */
  public static List<String> rename(
      Dialect dialect, String token, Collection<QualifiedName> tables) {
    String mark = dialect.literal(TrashNames.PREFIX + token + "_");
    List<String> lines = new ArrayList<>();
    lines.add("-- What an earlier run of down.sql left in the trash gets other names.");
    lines.add("SET SESSION group_concat_max_len = 1000000;");
    lines.add("SET @underpin_fresh = left(uuid(), 8);");
    lines.add(
        "SET @underpin_sql = (SELECT concat('RENAME TABLE ', group_concat("
            + pair("table_name", " TO ")
            + "))");
    lines.add(
        "  FROM information_schema.tables WHERE table_schema = database() AND "
            + begins("table_name", mark)
            + ");");
    lines.addAll(execute());
    for (QualifiedName table : tables) {
      lines.add(
          "SET @underpin_sql = (SELECT concat("
              + dialect.literal("ALTER TABLE " + dialect.quote(table.name()) + " ")
              + ", group_concat(concat('RENAME COLUMN ', "
              + pair("column_name", " TO ")
              + ")))");
      lines.add(
          "  FROM information_schema.columns WHERE table_schema = database() AND table_name = "
              + dialect.literal(table.name())
              + " AND "
              + begins("column_name", mark)
              + ");");
      lines.addAll(execute());
    }
    return lines;
  }

  /** Nothing found makes NULL of the statement. */
  private static List<String> execute() {
    return List.of(
        "SET @underpin_sql = coalesce(@underpin_sql, 'DO 0');",
        "PREPARE underpin FROM @underpin_sql;",
        "EXECUTE underpin;",
        "DEALLOCATE PREPARE underpin;");
  }

  private static String begins(String column, String mark) {
    return "left(" + column + ", char_length(" + mark + ")) = " + mark;
  }

  private static String pair(String column, String between) {
    String quoted = "concat('`', replace(%s, '`', '``'), '`')";
    int position = TrashNames.PREFIX.length() + 1;
    return "concat("
        + quoted.formatted(column)
        + ", '"
        + between
        + "', "
        + quoted.formatted("insert(" + column + ", " + position + ", 8, @underpin_fresh)")
        + ")";
  }
}
