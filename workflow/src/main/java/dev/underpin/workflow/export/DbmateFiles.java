package dev.underpin.workflow.export;

import dev.underpin.workflow.export.ExportPart.Side;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code 1_name.sql} with a part for each direction.
 *
 * @see <a href="https://github.com/amacneil/dbmate#migration-options">migration options</a>
 */
final class DbmateFiles implements ExportForm {
  @Override
  public boolean sendsWholeFiles() {
    return true;
  }

  @Override
  public SortedMap<String, String> files(List<ExportPart> parts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (ExportPart part : parts)
      files.put(
          part.version() + "_" + part.name() + ".sql",
          "-- migrate:up" + text(part, part.up()) + "\n-- migrate:down" + text(part, part.down()));
    return files;
  }

  private static String text(ExportPart part, Side side) {
    return (side.inTransaction() ? "" : " transaction:false")
        + "\n"
        + part.comments()
        + ExportParts.serverText(side);
  }
}
