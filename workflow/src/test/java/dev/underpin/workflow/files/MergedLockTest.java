package dev.underpin.workflow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock file that version control has merged, with no migration that says what is right. */
class MergedLockTest {
  private static final String START =
      """
      # The schema after all migrations. Written by underpin; not to be edited.
      engine: sqlite 3.35
      - { table: { name: t } }
      - { of: t, column: { name: a, type: int } }
      """;

  @TempDir Path folder;

  @Test
  void two_versions_of_a_line_are_named() throws IOException {
    LockFile lock = lock(START + "- { of: t, column: { name: a, type: text } }\n");
    assertThatThrownBy(lock::required)
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("(column t.a)")
        .hasMessageContaining("underpin rebase");
  }

  @Test
  void the_same_line_twice_is_one() throws IOException {
    LockFile lock = lock(START + "- { of: t, column: { name: a, type: int } }\n");
    assertThat(lock.required().schema().tables().values())
        .singleElement()
        .satisfies(table -> assertThat(table.columns()).hasSize(1));
  }

  @Test
  void lines_that_mark_a_conflict_are_an_error() {
    assertThatThrownBy(() -> lock(START + "<<<<<<< one\n=======\n>>>>>>> two\n"))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("Keep the lines of both sides");
  }

  private LockFile lock(String text) throws IOException {
    Files.writeString(folder.resolve(LockFile.NAME), text);
    return new MigrationFolder(folder).lock().orElseThrow();
  }
}
