package dev.underpin.workflow.files;

import dev.underpin.schema.file.TextFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells git that the lines of two branches may stand in one lock file. What does not belong there
 * is found when the file is read.
 *
 * @see <a href="https://git-scm.com/docs/gitattributes#_built_in_merge_drivers">merge drivers</a>
 */
final class GitAttributes {
  static final String NAME = ".gitattributes";
  private static final String LINE = LockFile.NAME + " merge=union";

  private GitAttributes() {}

  /** Write the file where there is none; one that speaks of the lock already stays as it is. */
  static void writeIn(Path folder) {
    Path file = folder.resolve(NAME);
    String text = Files.exists(file) ? TextFiles.read(file) : "";
    if (text.contains(LockFile.NAME)) return;
    String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    TextFiles.write(file, text + end + LINE + "\n");
  }
}
