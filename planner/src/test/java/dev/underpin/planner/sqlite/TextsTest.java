package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
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
 * What a rollback leaves of the texts in {@code sqlite_schema}: all of them to the byte, but for
 * what the last tests say.
 */
class TextsTest {
  private final Lab lab = Family.lab();
  private final SortedMap<String, List<String>> rows = lab.dump();
  private final SortedMap<String, String> texts = lab.texts();

  TextsTest() {
    lab.options(PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class)));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static String[] with(String part, String instead) {
    List<String> schema = Family.schema("", "");
    schema.replaceAll(s -> s.replaceAll(part, instead));
    return schema.toArray(String[]::new);
  }

  private Plan thereAndBack(String... schema) {
    Plan plan = lab.plan(schema);
    assertThat(plan.steps()).isNotEmpty();
    lab.throughTheShell(plan);
    lab.apply(plan);
    assertThat(lab.texts()).isNotEqualTo(texts);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(rows);
    return plan;
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

  @Test
  void a_rebuild_and_its_way_back_leave_every_text_as_it_was() {
    Plan plan = thereAndBack(with("name text", "name text NOT NULL"));
    assertThat(plan.steps()).singleElement().matches(s -> s.downMode() == Mode.DETACHED);
    assertThat(lab.texts()).isEqualTo(texts);
  }

  @Test
  void so_does_a_column_that_is_added() {
    Plan plan = thereAndBack(with("line text", "line text, more text"));
    assertThat(plan.steps()).singleElement().matches(s -> s.downMode() == Mode.TRANSACTION);
    assertThat(lab.texts()).isEqualTo(texts);
  }

  @Test
  void and_one_that_goes_to_the_trash() {
    lab.run("ALTER TABLE log ADD COLUMN more text");
    texts.putAll(lab.texts());
    rows.putAll(lab.dump());
    Plan plan = thereAndBack(with("nothing", "else"));
    assertThat(plan.steps()).singleElement().matches(s -> s.mode() == Mode.TRANSACTION);
    assertThat(lab.texts()).isEqualTo(texts);
  }

  /** Its name stands in the text of the table, of indexes, views, triggers and foreign keys. */
  @Test
  void and_one_that_is_renamed() {
    lab.hints(
        renamed(
            Map.of(),
            Map.of(
                new ColumnRef(QualifiedName.of("person"), "label"), "name",
                new ColumnRef(QualifiedName.of("person"), "number"), "id")));
    List<String> schema = Family.schema("", "");
    schema.replaceAll(
        s ->
            s.replaceAll("\\bname\\b", "label")
                .replace("id INTEGER PRIMARY KEY AUTO", "number INTEGER PRIMARY KEY AUTO")
                .replace("person (id)", "person (number)")
                .replace("lower(label), id DESC", "lower(label), number DESC")
                .replace("SELECT id, label", "SELECT number, label")
                .replace("WHERE id = new.owner", "WHERE number = new.owner"));
    Plan plan = thereAndBack(schema.toArray(String[]::new));
    assertThat(plan.steps()).allMatch(s -> s.mode() == Mode.TRANSACTION);
    assertThat(lab.texts()).isEqualTo(texts);
  }

  // --- what is not the same to the byte

  @Test
  void a_table_that_was_renamed_has_its_name_in_quotes_wherever_it_stands() {
    lab.hints(renamed(Map.of(QualifiedName.of("human"), QualifiedName.of("person")), Map.of()));
    thereAndBack(with("\\bperson\\b", "human"));
    assertThat(lab.texts()).isNotEqualTo(texts);
    SortedMap<String, String> bare = lab.texts();
    bare.replaceAll((key, text) -> text.replace("\"person\"", "person"));
    assertThat(bare).isEqualTo(texts);
    assertThat(lab.texts().get("table pet")).contains("REFERENCES \"person\" (id)");
  }

  @Test
  void a_name_in_square_brackets_comes_back_in_double_quotes() {
    lab.run("CREATE TABLE odd ([a] int, b int)", "INSERT INTO odd VALUES (1, 2)");
    texts.putAll(lab.texts());
    rows.putAll(lab.dump());
    lab.hints(renamed(Map.of(), Map.of(new ColumnRef(QualifiedName.of("odd"), "c"), "a")));
    List<String> schema = Family.schema("", "");
    schema.add("CREATE TABLE odd (c int, b int)");
    thereAndBack(schema.toArray(String[]::new));
    texts.put("table odd", "CREATE TABLE odd (\"a\" int, b int)");
    assertThat(lab.texts()).isEqualTo(texts);
  }

  /** SQLite 3.53 and later edit the text of a table, and bring no comment or place back. */
  @Test
  void a_check_that_a_newer_library_drops_in_place_comes_back_at_the_end() {
    lab.version(3, 54);
    lab.run(
        "CREATE TABLE odd (\n  a int CONSTRAINT small CHECK (a < 9), -- how many\n  b text -- last\n)");
    texts.putAll(lab.texts());
    rows.putAll(lab.dump());
    List<String> schema = Family.schema("", "");
    schema.add("CREATE TABLE odd (a int, b text)");
    Plan plan = lab.plan(schema.toArray(String[]::new));
    assertThat(plan.steps()).singleElement().matches(s -> s.mode() == Mode.TRANSACTION);
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.texts().get("table odd"))
        .isEqualTo(
            "CREATE TABLE odd (\n  a int, -- how many\n  b text -- last\n, CONSTRAINT \"small\" CHECK (a < 9))");
    assertThat(lab.dump()).isEqualTo(rows);
  }

  @Test
  void a_computed_column_that_was_dropped_comes_back_as_the_last() {
    lab.run("CREATE TABLE odd (a int, up int AS (a + 1), b int)", "INSERT INTO odd VALUES (1, 2)");
    texts.putAll(lab.texts());
    rows.putAll(lab.dump());
    List<String> schema = Family.schema("", "");
    schema.add("CREATE TABLE odd (a int, b int)");
    Plan plan = lab.plan(schema.toArray(String[]::new));
    lab.apply(plan);
    lab.rollback(plan);
    texts.put(
        "table odd",
        "CREATE TABLE odd (a int, b int, \"up\" int GENERATED ALWAYS AS (a + 1) VIRTUAL)");
    assertThat(lab.texts()).isEqualTo(texts);
  }

  @Test
  void a_table_that_was_dropped_comes_back_with_its_name_in_quotes() {
    lab.run(
        "CREATE TABLE alone (a int)",
        "CREATE INDEX alone_a ON alone (a)",
        "INSERT INTO alone VALUES (1)");
    texts.putAll(lab.texts());
    rows.putAll(lab.dump());
    Plan plan = thereAndBack(Family.schema("", "").toArray(String[]::new));
    assertThat(plan.steps()).hasSize(1);
    texts.put("table alone", "CREATE TABLE \"alone\" (a int)");
    assertThat(lab.texts()).isEqualTo(texts);
  }
}
