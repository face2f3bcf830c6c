package dev.underpin.planner.golden;

import dev.underpin.testkit.GeneratedBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/safety.md} shows what is planned for the cases that are marked for it. */
class SafetyPageTest {
  /** In the order in which the page names them. */
  private static final List<String> ENGINES = List.of("sqlite", "postgresql", "mysql", "mariadb");

  @Test
  void shows_the_steps_of_every_case_that_is_marked_for_it() {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (GoldenCase golden : GoldenCase.marked("page")) {
      String[] title = golden.title("page").split(" / ", 2);
      if (!title[0].equals(group)) text.append("\n## ").append(title[0]).append('\n');
      group = title[0];
      text.append("\n### ").append(title[1]).append("\n\n");
      text.append("```diff\n").append(difference(golden)).append("```\n\n");
      text.append("| on | | phase | step | lock and work | SQL |\n|---|--:|---|---|---|---|\n");
      table(golden, text);
    }
    new GeneratedBlock("safety.md", "steps").mustBe(text.toString());
  }

  /** Servers that plan the same share their rows. */
  private static void table(GoldenCase golden, StringBuilder text) {
    Map<List<String>, Map<String, List<String>>> servers = new LinkedHashMap<>();
    for (String engine : ENGINES) {
      if (!golden.engines().contains(engine)) continue;
      for (String version : GoldenPlanner.versions(golden, engine)) {
        GoldenPlanner planner = new GoldenPlanner(golden, engine, version);
        servers
            .computeIfAbsent(planner.rows(), r -> new LinkedHashMap<>())
            .computeIfAbsent(planner.product(), p -> new ArrayList<>())
            .add(engine.equals("sqlite") ? "" : version.replaceFirst("^(\\d+\\.\\d+)\\..*", "$1"));
      }
    }
    servers.forEach(
        (rows, on) -> {
          List<String> names = new ArrayList<>();
          on.forEach(
              (product, list) -> names.add((product + " " + String.join(", ", list)).strip()));
          String first = String.join(", ", names);
          for (String row : rows) {
            text.append("| ").append(first).append(' ').append(row).append('\n');
            first = "";
          }
        });
  }

  /** The lines that only one of the two schemas has. */
  private static String difference(GoldenCase golden) {
    List<String> before = lines(golden.before());
    List<String> after = lines(golden.after());
    List<String> gone = without(before, after);
    List<String> come = without(after, before);
    StringBuilder text = new StringBuilder();
    gone.forEach(l -> text.append("- ").append(l).append('\n'));
    come.forEach(l -> text.append("+ ").append(l).append('\n'));
    return text.toString();
  }

  private static List<String> lines(String yaml) {
    return yaml.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> rest = new ArrayList<>(lines);
    others.forEach(rest::remove);
    int margin =
        rest.stream().mapToInt(l -> l.length() - l.stripLeading().length()).min().orElse(0);
    return rest.stream().map(l -> l.substring(margin)).toList();
  }
}
