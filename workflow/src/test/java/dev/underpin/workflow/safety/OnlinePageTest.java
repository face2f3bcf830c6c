package dev.underpin.workflow.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.golden.GoldenCase;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.GeneratedBlock;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.plan.PlanResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The algorithm and lock that a plan says are what the server accepts, and it refuses every better
 * one: {@code docs/online-ddl.md} is the table of them.
 */
class OnlinePageTest {
  private static final Pattern TAIL = Pattern.compile(", ALGORITHM=(\\w+), LOCK=(\\w+)$");
  private static final List<String> LADDER =
      List.of(
          "INSTANT DEFAULT",
          "NOCOPY NONE",
          "NOCOPY SHARED",
          "INPLACE NONE",
          "INPLACE SHARED",
          "COPY NONE",
          "COPY SHARED");

  @TempDir Path folder;

  @Test
  void every_operation_is_done_in_the_best_way_that_the_server_has() throws Exception {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (TestServer server : TestServers.everyMysql()) {
      names.add(server.name());
      for (GoldenCase change : GoldenCase.marked("online")) {
        String title = change.title("online");
        String cell;
        try (TestDatabase db = server.newDatabase()) {
          cell = observed(db, change, server.name() + ", " + title, wrong);
        }
        cells.computeIfAbsent(title, t -> new LinkedHashMap<>()).put(server.name(), cell);
      }
    }
    assertThat(wrong).isEmpty();
    StringBuilder text = new StringBuilder("| operation |");
    names.forEach(n -> text.append(' ').append(people(n)).append(" |"));
    text.append("\n|---|").append("---|".repeat(names.size())).append('\n');
    cells.forEach(
        (title, row) -> {
          text.append("| ").append(title).append(" |");
          names.forEach(n -> text.append(' ').append(row.get(n)).append(" |"));
          text.append('\n');
        });
    new GeneratedBlock("online-ddl.md", "operations").mustBe(text.toString());
  }

  private static String people(String server) {
    return server.replace("mysql", "MySQL").replace("mariadb", "MariaDB");
  }

  private String observed(TestDatabase db, GoldenCase change, String where, List<String> wrong)
      throws IOException {
    try {
      CaseDatabase database = new CaseDatabase(db, folder);
      database.begin(change);
      PlanResult result = database.plan(change.after());
      if (!result.plan().refusals().isEmpty())
        wrong.add(where + ": refused, " + result.plan().refusals());
      List<String> ways = new ArrayList<>();
      try (Connection connection = db.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
        for (Step step : result.plan().steps()) run(statement, step, ways, where, wrong);
      }
      return String.join("; ", ways);
    } catch (SQLException | UnderpinException | AssertionError e) {
      wrong.add(where + ": " + e.getMessage());
      return "";
    }
  }

  private static void run(
      Statement statement, Step step, List<String> ways, String where, List<String> wrong)
      throws SQLException {
    if (step.mode() == Mode.BATCHES) ways.add("rows in batches");
    statement.execute("SET SESSION foreign_key_checks = " + (step.mode() == Mode.DETACHED ? 0 : 1));
    for (String sql : step.up()) {
      Matcher tail = TAIL.matcher(sql);
      if (tail.find()) {
        ways.add(way(step, tail.group(1), tail.group(2)));
        String head = sql.substring(0, tail.start());
        for (String better :
            LADDER.subList(0, LADDER.indexOf(tail.group(1) + " " + tail.group(2)))) {
          String[] words = better.split(" ");
          if (accepts(statement, head + ", ALGORITHM=" + words[0] + ", LOCK=" + words[1])) {
            wrong.add(where + ": accepts " + better + " for " + sql);
            return;
          }
        }
      }
      statement.execute(sql);
    }
  }

  private static String way(Step step, String algorithm, String lock) {
    String work =
        switch (step.lock().work()) {
          case REWRITE -> algorithm.equals("COPY") ? "" : ", rebuilds";
          case SCAN, INDEX -> ", reads the table";
          default -> "";
        };
    return algorithm.equals("INSTANT") ? "INSTANT" : algorithm + ", LOCK=" + lock + work;
  }

  private static boolean accepts(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
