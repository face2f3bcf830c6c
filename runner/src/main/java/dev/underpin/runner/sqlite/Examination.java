package dev.underpin.runner.sqlite;

import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked at in an SQLite file before something goes wrong. Reads only. */
record Examination(Connection connection, Optional<Path> file) {
  private static final String LEFTOVERS =
      """
      SELECT name FROM sqlite_master WHERE name LIKE 'underpin\\_%\\_rebuild' ESCAPE '\\' ORDER BY 1""";

  List<Diagnosis> all() throws SQLException {
    List<Diagnosis> found = new ArrayList<>();
    found.add(
        Diagnosis.fine("settings", "The journal mode is " + value("PRAGMA journal_mode") + "."));
    List<String> left = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, LEFTOVERS))
      row.get(0).ifPresent(left::add);
    if (left.isEmpty()) found.add(Diagnosis.fine("leftovers", "There is no copy of a table."));
    else
      found.add(
          Diagnosis.problem(
              "leftovers",
              "Copies of tables, which a run that ended early has left: "
                  + String.join(", ", left)
                  + ".",
              List.of("Finish the migration or roll it back:  underpin status")));
    int violations = Sql.rows(connection, "PRAGMA foreign_key_check").size();
    if (violations > 0)
      found.add(
          Diagnosis.problem(
              "rows",
              violations
                  + " rows reference a row that does not exist. A rebuild of their table is refused.",
              List.of("PRAGMA foreign_key_check;")));
    file.ifPresent(path -> space(found, path));
    return found;
  }

  private void space(List<Diagnosis> found, Path path) {
    Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    if (!Files.isWritable(path))
      found.add(
          Diagnosis.problem(
              "file",
              "This process may not write the file " + path + ".",
              List.of("Give the process the right to write it.")));
    if (!Files.isWritable(folder))
      found.add(
          Diagnosis.problem(
              "file",
              "This process may not write the folder "
                  + folder
                  + ", where SQLite needs its journal.",
              List.of("Give the process the right to write there.")));
    long free = path.toFile().getUsableSpace();
    long size = path.toFile().length();
    if (free == 0) {
      found.add(Diagnosis.note("disk space", "It is not known how much space the disk has."));
      return;
    }
    String text = "The file has %d MB, and %d MB are free.".formatted(size >> 20, free >> 20);
    if (free < 2 * size)
      found.add(
          Diagnosis.problem(
              "disk space",
              text + " A rebuild of the largest table may need twice its size.",
              List.of("Free space, or move the file.")));
    else found.add(Diagnosis.fine("disk space", text));
  }

  private String value(String sql) throws SQLException {
    return Sql.value(connection, sql).orElse("");
  }
}
