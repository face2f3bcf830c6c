package dev.underpin.planner.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that everything hangs on, with rows in it: children of every kind that have rows too, a
 * view, a trigger on it and one elsewhere, a gap in its AUTOINCREMENT, a partial and an expression
 * index, generated columns, and what stands only in its text.
 */
final class Family {
  private static final String PERSON =
      """
      CREATE TABLE person (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name text %s,
        boss int REFERENCES person (id),
        size int DEFAULT 1 %s,
        nick text COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
        shown text GENERATED ALWAYS AS (upper(name)) VIRTUAL,
        kept int GENERATED ALWAYS AS (size * 2) STORED,
        CHECK (nick <> ')' OR name IS NULL),
        CONSTRAINT later FOREIGN KEY (size) REFERENCES size (no) DEFERRABLE INITIALLY DEFERRED
      )""";
  private static final List<String> AROUND =
      List.of(
          "CREATE TABLE size (no INTEGER PRIMARY KEY)",
          "CREATE INDEX person_name ON person (name COLLATE NOCASE) WHERE size > 0",
          "CREATE INDEX person_expression ON person (lower(name), id DESC)",
          "CREATE TABLE pet (id INTEGER PRIMARY KEY, owner int REFERENCES person (id) ON DELETE CASCADE)",
          "CREATE TABLE car (id INTEGER PRIMARY KEY, driver int REFERENCES person (id) ON DELETE SET NULL)",
          "CREATE TABLE house (id INTEGER PRIMARY KEY, landlord int REFERENCES person (id) ON DELETE RESTRICT)",
          "CREATE TABLE log (line text)",
          "CREATE VIEW tall AS SELECT id, name FROM person WHERE size > 1",
          "CREATE TRIGGER person_logged AFTER UPDATE OF name ON person BEGIN INSERT INTO log VALUES (old.name || ' is ' || new.name); END",
          "CREATE TRIGGER pet_fed AFTER INSERT ON pet BEGIN UPDATE person SET size = size + 1 WHERE id = new.owner; END");
  private static final List<String> ROWS =
      List.of(
          "INSERT INTO size VALUES (-1), (1), (2), (3), (4), (5), (6), (7)",
          "INSERT INTO person (id, name, boss, size, nick) VALUES (1, 'Ann', NULL, 2, 'a'), (2, 'Bob', 1, 1, NULL), (7, 'Eve', 1, 3, 'e')",
          "DELETE FROM person WHERE id = 7",
          "INSERT INTO pet VALUES (1, 1), (2, 2)",
          "INSERT INTO car VALUES (1, 2)",
          "INSERT INTO house VALUES (1, 1)");

  private Family() {}

  /** The schema, with something behind the type of a column of the table. */
  static List<String> schema(String name, String size) {
    List<String> all = new ArrayList<>(AROUND);
    all.add(0, PERSON.formatted(name, size));
    return all;
  }

  /** A database with the family in it. */
  static Lab lab() {
    Lab lab = new Lab(schema("", "").toArray(String[]::new));
    lab.run(ROWS.toArray(String[]::new));
    return lab;
  }
}
