package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A view or trigger that names what is not there makes SQLite refuse to rename any table or column
 * of the file, or to drop one. Found when planning, and no obstacle.
 */
class BrokenObjectsTest {
  private static final String OTHER = "CREATE TABLE other (x int, y int)";
  private static final String ITEM =
      "CREATE TABLE item (id INTEGER PRIMARY KEY, name text, size int)";
  private static final String PART =
      "CREATE TABLE part (id INTEGER PRIMARY KEY, item int REFERENCES item (id) ON DELETE CASCADE)";
  private static final List<String> BROKEN =
      List.of(
          "CREATE VIEW  broken_view AS SELECT * FROM nowhere -- long gone",
          "CREATE VIEW broken_column AS SELECT gone FROM other",
          "CREATE TRIGGER  broken_trigger AFTER INSERT ON other BEGIN INSERT INTO nowhere VALUES (1); END",
          "CREATE TRIGGER broken_here AFTER DELETE ON item BEGIN DELETE FROM nowhere; END");

  private final Lab lab = new Lab();
  private final SortedMap<String, List<String>> rows;
  private final SortedMap<String, String> texts;

  BrokenObjectsTest() {
    lab.run(OTHER, ITEM, PART);
    lab.run(BROKEN.toArray(String[]::new));
    lab.run(
        "INSERT INTO item VALUES (1, 'one', 1), (3, 'three', NULL)",
        "INSERT INTO part VALUES (1, 1), (2, 3)");
    lab.options(PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class)));
    rows = lab.dump();
    texts = lab.texts();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Plan plan(String item, String part) {
    List<String> schema = new ArrayList<>(List.of(OTHER, item, part));
    for (String broken : BROKEN) schema.add(broken.replace("ON item", "ON " + named(item)));
    return lab.plan(schema.toArray(String[]::new));
  }

  private static Hints renamed(
      Map<QualifiedName, QualifiedName> tables, Map<ColumnRef, String> columns) {
    return new Hints(
        new TreeMap<>(tables),
        new TreeMap<>(columns),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeSet<>(),
        Set.of());
  }

  private static String named(String create) {
    return create.split(" ")[2];
  }

  private void thereAndBack(Plan plan) {
    assertThat(plan.steps()).allMatch(s -> s.mode() == Mode.TRANSACTION);
    assertThat(plan.notes())
        .extracting(n -> n.subject())
        .contains("broken_view", "broken_column", "broken_trigger", "broken_here");
    lab.throughTheShell(plan);
    lab.apply(plan);
    assertThat(lab.texts()).containsAllEntriesOf(objects());
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(rows);
    assertThat(lab.texts()).containsAllEntriesOf(objects());
  }

  private Map<String, String> objects() {
    Map<String, String> objects = new TreeMap<>(texts);
    objects.keySet().removeIf(key -> key.startsWith("table "));
    return objects;
  }

  @Test
  void a_table_is_renamed_although_views_and_triggers_elsewhere_are_broken() {
    lab.hints(renamed(Map.of(QualifiedName.of("piece"), QualifiedName.of("part")), Map.of()));
    thereAndBack(plan(ITEM, PART.replace("TABLE part", "TABLE piece")));
  }

  @Test
  void a_column_is_renamed() {
    lab.hints(renamed(Map.of(), Map.of(new ColumnRef(QualifiedName.of("item"), "title"), "name")));
    thereAndBack(plan(ITEM.replace("name", "title"), PART));
  }

  @Test
  void a_column_goes_to_the_trash_and_comes_back() {
    thereAndBack(plan(ITEM.replace(", size int", ""), PART));
  }

  @Test
  void a_column_that_was_added_goes_again() {
    thereAndBack(plan(ITEM.replace("size int", "size int, colour text"), PART));
  }

  @Test
  void one_that_names_the_renamed_table_itself_is_named_with_what_to_do() {
    lab.run("CREATE VIEW both AS SELECT * FROM part JOIN nowhere");
    lab.hints(renamed(Map.of(QualifiedName.of("piece"), QualifiedName.of("part")), Map.of()));
    Plan plan = plan(ITEM, PART.replace("TABLE part", "TABLE piece"));
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.reason().text())
                  .isEqualTo(
                      "View both names part and is invalid (no such table: main.nowhere). SQLite does not rename what it names.");
              assertThat(r.remedy())
                  .isEqualTo("Correct or drop view both in a separate plan before the rename.");
            });
  }

  @Test
  void one_that_the_plan_drops_is_gone_at_the_end() {
    lab.hints(renamed(Map.of(), Map.of(new ColumnRef(QualifiedName.of("item"), "title"), "name")));
    String view = "CREATE VIEW fine AS SELECT x FROM other";
    String trigger = "CREATE TRIGGER fine AFTER DELETE ON other BEGIN SELECT 1; END";
    Plan plan = lab.plan(OTHER, ITEM.replace("name", "title"), PART, view, trigger);
    assertThat(plan.steps()).hasSize(7);
    lab.apply(plan);
    assertThat(lab.texts().keySet()).noneMatch(key -> key.contains("broken"));
    lab.rollback(plan);
    assertThat(lab.texts()).containsAllEntriesOf(objects());
  }

  @Test
  void where_nothing_is_broken_nothing_is_taken_down() {
    for (String key : objects().keySet()) lab.run("DROP " + key.replaceFirst(" ", " \"") + "\"");
    Plan plan = lab.plan(OTHER, ITEM.replace(", size int", ""), PART);
    assertThat(plan.steps()).singleElement().matches(s -> s.up().size() == 1);
  }
}
