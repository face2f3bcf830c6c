package dev.underpin.workflow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pattern of files finds what a person means by it. */
class FilePatternTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of(
            "a/x.db",
            "a/x.db-wal",
            "a/x.db-shm",
            "a/y z.db",
            "a/b/x.db",
            "c [1]/x.db",
            "alone-wal")) make(name);
  }

  @Test
  void stars_stand_for_names_and_double_stars_for_folders() {
    assertThat(found("a/*.db")).containsExactly("a/x.db", "a/y z.db");
    assertThat(found("*/x.db")).containsExactly("a/x.db", "c [1]/x.db");
    assertThat(found("**/x.db")).containsExactly("a/b/x.db", "a/x.db", "c [1]/x.db");
    assertThat(found("a/{x,y z}.db")).containsExactly("a/x.db", "a/y z.db");
    assertThat(found("a/x.db")).containsExactly("a/x.db");
    assertThat(found("none/*.db")).isEmpty();
  }

  @Test
  void what_sqlite_keeps_beside_a_file_is_no_database() {
    assertThat(found("a/*")).containsExactly("a/x.db", "a/y z.db");
    assertThat(found("*-wal")).containsExactly("alone-wal");
  }

  @Test
  void a_path_may_be_absolute_or_lead_upwards() {
    Path inside = folder.resolve("a");
    assertThat(new FilePattern(folder.toAbsolutePath() + "/a/?.db", inside).files())
        .containsExactly(folder.resolve("a/x.db").toAbsolutePath());
    assertThat(new FilePattern("../c \\[1\\]/*.db", inside).files()).hasSize(1);
  }

  private List<String> found(String pattern) {
    return new FilePattern(pattern, folder)
        .files().stream().map(file -> folder.relativize(file).toString()).toList();
  }

  private void make(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
