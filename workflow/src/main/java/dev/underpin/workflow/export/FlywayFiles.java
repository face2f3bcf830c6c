package dev.underpin.workflow.export;

import dev.underpin.workflow.export.ExportPart.Side;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code V1__name.sql}, with {@code U1__name.sql} for the editions that roll back, and a
 * configuration beside a file that is not to be run in a transaction.
 *
 * @see <a href="https://documentation.red-gate.com/fd/script-configuration-277579052.html">script
 *     configuration</a>
 */
final class FlywayFiles implements ExportForm {
  private static final String WAITS =
      "-- Needs flyway.postgresql.transactional.lock=false: else this waits for Flyway's own lock.\n";

  @Override
  public boolean sendsWholeFiles() {
    return false;
  }

  @Override
  public SortedMap<String, String> files(List<ExportPart> parts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (ExportPart part : parts) {
      String version = part.time() + (part.of() == 1 ? "" : "." + part.number());
      String name = version + "__" + part.name() + ".sql";
      write("V" + name, part, part.up(), files);
      write("U" + name, part, part.down(), files);
    }
    return files;
  }

  private static void write(
      String name, ExportPart part, Side side, SortedMap<String, String> files) {
    if (side.statements().isEmpty()) return;
    String text = part.comments() + ExportParts.text(part, side);
    if (text.contains(" CONCURRENTLY ")) text = WAITS + text;
    files.put(name, text);
    StringBuilder configuration = new StringBuilder();
    // Flyway believes that no PRAGMA can be in a transaction, and refuses a file that has both.
    boolean mixed = side.statements().stream().anyMatch(sql -> sql.startsWith("PRAGMA "));
    if (mixed || !side.inTransaction())
      configuration.append("executeInTransaction=").append(side.inTransaction()).append('\n');
    // Flyway puts values in the place of these, and stops where it has none.
    if (text.contains("${")) configuration.append("placeholderReplacement=false\n");
    if (!configuration.isEmpty()) files.put(name + ".conf", configuration.toString());
  }
}
