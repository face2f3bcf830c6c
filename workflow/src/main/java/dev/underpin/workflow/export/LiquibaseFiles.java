package dev.underpin.workflow.export;

import dev.underpin.schema.error.UnderpinException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formatted SQL: a file for each migration, with a change set for each part, and a changelog that
 * includes them in their order.
 *
 * @see <a href="https://docs.liquibase.com/concepts/changelogs/sql-format.html">formatted SQL</a>
 */
final class LiquibaseFiles implements ExportForm {
  private static final String DELIMITER = ";;";

  /** What ends a statement, or a comment that says something to Liquibase. */
  private static final Pattern OWN =
      Pattern.compile(
          ";;|(?im)^\\s*--\\s*(changeset|rollback|precondition|property|comment|ignore|liquibase)\\b.*");

  @Override
  public boolean sendsWholeFiles() {
    return false;
  }

  @Override
  public SortedMap<String, String> files(List<ExportPart> parts) {
    SortedMap<String, String> files = new TreeMap<>();
    Set<String> order = new LinkedHashSet<>();
    for (ExportPart part : parts) {
      String name = part.migration().id() + ".sql";
      order.add(name);
      files.merge(
          name, "--liquibase formatted sql\n" + changeSet(part), (a, b) -> a + changeSet(part));
    }
    StringBuilder changelog = new StringBuilder("databaseChangeLog:\n");
    for (String name : order)
      changelog
          .append("  - include:\n      file: ")
          .append(name)
          .append("\n      relativeToChangelogFile: true\n");
    files.put("changelog.yaml", changelog.toString());
    return files;
  }

  private static String changeSet(ExportPart part) {
    boolean compound = part.up().isCompound();
    boolean compoundDown = part.down().isCompound();
    StringBuilder out = new StringBuilder("\n--changeset underpin:");
    out.append(part.migration().id()).append('-').append(part.number());
    if (!part.up().inTransaction() || !part.down().inTransaction())
      out.append(" runInTransaction:false");
    out.append(" stripComments:false");
    if (compound) out.append(" endDelimiter:").append(DELIMITER);
    if (compoundDown) out.append(" rollbackEndDelimiter:").append(DELIMITER);
    out.append('\n').append(part.comments());
    for (String sql : part.up().statements()) out.append(ended(part, sql, compound)).append('\n');
    if (part.down().statements().isEmpty()) return out.append("--rollback empty\n").toString();
    for (String sql : part.down().statements())
      for (String line : ended(part, sql, compoundDown).split("\n", -1))
        out.append("--rollback ").append(line).append('\n');
    return out.toString();
  }

  private static String ended(ExportPart part, String sql, boolean compound) {
    Matcher own = OWN.matcher(sql);
    if (own.find())
      throw UnderpinException.refused(
          "Liquibase cannot hold %s: a statement of it contains \"%s\", which has a meaning for Liquibase. flyway, golang-migrate and dbmate can."
              .formatted(part.migration().id(), own.group().strip()));
    return ExportParts.closed(sql, compound ? DELIMITER : ";");
  }
}
