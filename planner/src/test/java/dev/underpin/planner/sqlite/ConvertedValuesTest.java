package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import org.junit.jupiter.api.Test;

/** A column of another type makes other values of what is put into it, without being told to. */
class ConvertedValuesTest {
  private static final String CHILD = "CREATE TABLE child (id integer PRIMARY KEY, %s)";

  @Test
  void rowsThatWouldNotFindTheRowTheyReferToAreCountedFirst() {
    String child = CHILD.formatted("of int REFERENCES t (k)");
    try (Lab lab = new Lab()) {
      lab.run(
          "CREATE TABLE t (id integer PRIMARY KEY, k real UNIQUE)",
          child,
          "INSERT INTO t VALUES (1, 1.0), (2, 2.5), (3, NULL)",
          "INSERT INTO child VALUES (7, 1), (8, 2.5), (9, NULL)");
      Plan plan = lab.plan("CREATE TABLE t (id integer PRIMARY KEY, k text UNIQUE)", child);
      assertThat(lab.findings(plan))
          .containsExactly("1 row of child references a row of t whose key (k) changes (of) (7)");
      lab.run("DELETE FROM child WHERE id = 7");
      assertThat(lab.findings(plan)).isEmpty();
      lab.apply(plan);
      lab.rollback(plan);
    }
  }

  @Test
  void keysOfSeveralColumnsAndTheirCollationCount() {
    String child = CHILD.formatted("a text, b text, FOREIGN KEY (a, b) REFERENCES t (a, b)");
    String t = "CREATE TABLE t (a text COLLATE nocase, b %s, PRIMARY KEY (a, b))";
    try (Lab lab = new Lab()) {
      lab.run(
          t.formatted("numeric"),
          child,
          "INSERT INTO t VALUES ('x', 1), ('Y', 2)",
          "INSERT INTO child VALUES (1, 'X', '1'), (2, 'y', '2.0'), (3, NULL, 'other')");
      Plan plan = lab.plan(t.formatted("text"), child);
      assertThat(lab.findings(plan))
          .containsExactly(
              "1 row of child references a row of t whose key (a, b) changes (a, b) (2)");
    }
  }

  @Test
  void aRowMayReferToAnotherOfItsTable() {
    String t = "CREATE TABLE t (id integer PRIMARY KEY, k %s UNIQUE, up int REFERENCES t (k))";
    try (Lab lab = new Lab()) {
      lab.run(t.formatted("real"), "INSERT INTO t VALUES (1, 1.0, NULL), (2, 2.0, 1)");
      assertThat(lab.findings(lab.plan(t.formatted("text"))))
          .containsExactly("1 row of t references a row of t whose key (k) changes (up) (2)");
    }
  }

  @Test
  void valuesThatBecomeTheSameAreCountedFirst() {
    String t = "CREATE TABLE t (id integer PRIMARY KEY, k %s UNIQUE)";
    try (Lab lab = new Lab()) {
      lab.run(
          t.formatted("text"), "INSERT INTO t VALUES (1, '1'), (2, '1.0'), (3, 'word'), (4, '0')");
      assertThat(lab.findings(lab.plan(t.formatted("integer"))))
          .singleElement()
          .asString()
          .startsWith("2 rows of t share the same k with others");
    }
  }

  @Test
  void aNewForeignKeyComparesAsTheParentsColumnDoes() {
    String t = "CREATE TABLE t (k text PRIMARY KEY)";
    try (Lab lab = new Lab()) {
      lab.run(
          t,
          CHILD.formatted("of int"),
          "INSERT INTO t VALUES ('1.0'), ('2')",
          "INSERT INTO child VALUES (1, 1), (2, 2)");
      assertThat(lab.findings(lab.plan(t, CHILD.formatted("of int REFERENCES t (k)"))))
          .singleElement()
          .asString()
          .startsWith("1 row of child ")
          .endsWith("(1)");
    }
  }

  @Test
  void aCheckIsAskedOfWhatTheNewTypeMakesOfTheValues() {
    String t = "CREATE TABLE t (id integer PRIMARY KEY, k %s)";
    try (Lab lab = new Lab()) {
      lab.run(
          t.formatted("integer"),
          "INSERT INTO t VALUES (1, 3), (2, 5), (3, x'33'), (4, 'word'), (5, NULL)");
      String text = t.replace(")", ", CHECK (%s))");
      assertThat(lab.findings(lab.plan(text.formatted("text", "k <> 3"))))
          .singleElement()
          .asString()
          .startsWith("1 row of t violates ")
          .endsWith("(1)");
      assertThat(lab.findings(lab.plan(text.formatted("text", "typeof(k) <> 'text'"))))
          .singleElement()
          .asString()
          .endsWith("(1, 2, 4)");
    }
  }

  @Test
  void numbersThatWereTextsAreComparedAsNumbers() {
    String t = "CREATE TABLE t (id integer PRIMARY KEY, k %s)";
    try (Lab lab = new Lab()) {
      lab.run(
          t.formatted("text"), "INSERT INTO t VALUES (1, '10'), (2, '9'), (3, 'word'), (4, NULL)");
      String number = t.replace(")", ", CHECK (%s))");
      assertThat(lab.findings(lab.plan(number.formatted("integer", "k IN ('9', '10', 'word')"))))
          .isEmpty();
      assertThat(lab.findings(lab.plan(number.formatted("integer", "k < '10'"))))
          .singleElement()
          .asString()
          .endsWith("(1, 3)");
    }
  }
}
