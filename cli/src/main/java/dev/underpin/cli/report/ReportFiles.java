package dev.underpin.cli.report;

import dev.underpin.schema.error.Location;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names of files as programs want them that show findings beside the sources: relative to the root
 * of the repository, with slashes.
 *
 * @param directory where relative paths start
 */
public record ReportFiles(Path directory) {

  /** The file of a finding, or that of the report. */
  String of(ReportedFinding finding, Report report) {
    return relative(finding.place().map(Location::file).orElse(report.source()));
  }

  /** A place in a file, as a person reads it. */
  public String place(Location location) {
    return relative(location.file()) + ":" + location.row();
  }

  /** The row of a finding; the first one where it has no place. */
  static int row(ReportedFinding finding) {
    return finding.place().map(Location::row).orElse(1);
  }

  /** The column of a finding; the first one where it has no place. */
  static int column(ReportedFinding finding) {
    return finding.place().map(Location::column).orElse(1);
  }

  private String relative(String file) {
    Path full = directory.resolve(file).toAbsolutePath().normalize();
    Path root = root();
    Path shown = full.startsWith(root) ? root.relativize(full) : full;
    return shown.toString().replace('\\', '/');
  }

  /**
   * The nearest folder that is a repository's root; where there is none, where the command runs.
   */
  private Path root() {
    Path start = directory.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent())
      if (Files.exists(folder.resolve(".git"))) return folder;
    return start;
  }
}
