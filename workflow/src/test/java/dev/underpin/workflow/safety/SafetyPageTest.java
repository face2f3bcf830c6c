package dev.underpin.workflow.safety;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.GeneratedBlock;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.PlanChoices;
import dev.underpin.workflow.PlanResult;
import dev.underpin.workflow.PlanWorkflow;
import dev.underpin.workflow.safety.Cases.Case;
import dev.underpin.workflow.safety.Cases.Group;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/safety.md} shows the steps that are really planned, on servers whose tables hold
 * rows.
 */
class SafetyPageTest {
  @TempDir Path folder;

  @Test
  void shows_the_steps_of_every_kind_of_change() throws IOException {
    Map<Case, Map<String, List<String>>> lines = new LinkedHashMap<>();
    for (TestServer server : TestServers.all()) {
      try (TestDatabase db = server.newDatabase()) {
        create(db);
        for (Group group : Cases.ALL) {
          for (Case change : group.cases()) {
            if (!change.engines().isEmpty() && !change.engines().contains(server.engine()))
              continue;
            lines
                .computeIfAbsent(change, c -> new LinkedHashMap<>())
                .put(server.name(), steps(db, change));
          }
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (Group group : Cases.ALL) {
      text.append("## ").append(group.title()).append("\n");
      for (Case change : group.cases()) write(text, change, lines.get(change));
      text.append("\n");
    }
    new GeneratedBlock("safety.md", "steps").mustBe(text.toString());
  }

  private void create(TestDatabase db) throws IOException {
    for (Step step : plan(db, Cases.SHOP).plan().steps())
      db.execute(step.up().toArray(String[]::new));
    db.execute(Cases.ROWS.toArray(String[]::new));
  }

  private PlanResult plan(TestDatabase db, String yaml) throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.yaml"), yaml);
    Overrides overrides =
        new Overrides(
            Optional.of(db.url()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(schema),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of());
    Settings settings = Settings.resolve(overrides, Map.of(), folder);
    return new PlanWorkflow(settings, PlanChoices.NONE, Clock.systemUTC()).plan();
  }

  /** The rows of the change's table that are this server's, without its name. */
  private List<String> steps(TestDatabase db, Case change) throws IOException {
    PlanResult result;
    try {
      result = plan(db, change.edited());
    } catch (UnderpinException e) {
      String message = String.valueOf(e.getMessage());
      String reason = message.lines().findFirst().orElse("").replaceFirst(".*error: ", "");
      return List.of("| | | refused: " + cell(reason) + " | | |");
    }
    List<String> rows = new ArrayList<>();
    result
        .plan()
        .refusals()
        .forEach(r -> rows.add("| | | refused: " + cell(r.reason() + " " + r.remedy()) + " | | |"));
    result.inTheWay().forEach(a -> rows.add("| | | stops: " + cell(a.sentence()) + " | | |"));
    int number = 0;
    for (Step step : result.plan().steps()) rows.add(row(++number, step));
    if (rows.isEmpty()) rows.add("| | | nothing to do | | |");
    return rows;
  }

  private static String row(int number, Step step) {
    String needs =
        step.needs().isEmpty()
            ? ""
            : " (`--allow "
                + String.join(",", step.needs().stream().sorted().map(Allow::word).toList())
                + "`)";
    String lock =
        (step.lock().name().isEmpty() ? "" : step.lock().name() + ": ")
            + step.lock().blocks().words()
            + "; "
            + step.lock().work().words();
    return "| "
        + number
        + " | "
        + step.phase().word()
        + " | "
        + cell(step.title())
        + needs
        + " | "
        + cell(lock)
        + " | "
        + SqlShape.of(step)
        + " |";
  }

  /** Servers that plan the same share their rows. */
  private static void write(StringBuilder text, Case change, Map<String, List<String>> byServer) {
    text.append("\n### ").append(change.title()).append("\n\n");
    text.append("```diff\n").append(difference(change)).append("```\n\n");
    text.append("| on | | phase | step | lock and work | SQL |\n|---|--:|---|---|---|---|\n");
    Map<List<String>, List<String>> servers = new LinkedHashMap<>();
    byServer.forEach(
        (server, rows) -> servers.computeIfAbsent(rows, r -> new ArrayList<>()).add(server));
    servers.forEach(
        (rows, names) -> {
          String on = people(names);
          for (String row : rows) {
            text.append("| ").append(on).append(' ').append(row).append('\n');
            on = "";
          }
        });
  }

  private static String people(List<String> servers) {
    String people = String.join(", ", servers);
    for (String engine : List.of("postgresql", "mysql", "mariadb")) {
      int first = people.indexOf(engine) + engine.length();
      if (people.contains(engine))
        people = people.substring(0, first) + people.substring(first).replace(", " + engine, ",");
    }
    return people
        .replace("postgresql", "PostgreSQL")
        .replace("mysql", "MySQL")
        .replace("mariadb", "MariaDB")
        .replace("sqlite", "SQLite");
  }

  private static String difference(Case change) {
    StringBuilder text = new StringBuilder();
    if (!change.find().startsWith("#")) lines(text, "-", change.find());
    lines(text, "+", change.replace());
    return text.toString();
  }

  private static void lines(StringBuilder text, String sign, String yaml) {
    yaml.lines()
        .filter(l -> !l.isBlank() && !l.strip().startsWith("#"))
        .forEach(l -> text.append(sign).append(' ').append(l.strip()).append('\n'));
  }

  private static String cell(String text) {
    return text.replaceAll("\\s*\n\\s*", " ").replace("|", "\\|");
  }
}
