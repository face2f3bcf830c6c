package dev.underpin.workflow.export;

import dev.underpin.schema.error.UnderpinException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code 1_name.up.sql} and {@code 1_name.down.sql}.
 *
 * @see <a href="https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md">migrations</a>
 */
final class GolangMigrateFiles implements ExportForm {
  @Override
  public boolean sendsWholeFiles() {
    return true;
  }

  @Override
  public SortedMap<String, String> files(List<ExportPart> parts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (ExportPart part : parts) {
      if (ExportParts.beginsItself(part))
        throw UnderpinException.refused(
            "golang-migrate cannot hold step %d of %s (%s): it runs each file of this engine in a transaction, and the step begins with what cannot be in one. dbmate, flyway and liquibase can."
                .formatted(
                    part.steps().get(0).number(),
                    part.migration().id(),
                    part.steps().get(0).title()));
      String name = part.version() + "_" + part.name();
      files.put(name + ".up.sql", part.comments() + ExportParts.serverText(part.up()));
      files.put(name + ".down.sql", part.comments() + ExportParts.serverText(part.down()));
    }
    return files;
  }
}
