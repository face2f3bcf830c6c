package dev.underpin.workflow.export;

import java.util.List;
import java.util.SortedMap;

/** How a tool names and writes its files. */
interface ExportForm {
  /**
   * True where a file goes to the server as one text. Where the server runs such a text in one
   * transaction, a statement that cannot be in one has a file of its own.
   */
  boolean sendsWholeFiles();

  /**
   * The files by their names.
   *
   * @param parts of all migrations, in the order in which they run
   */
  SortedMap<String, String> files(List<ExportPart> parts);
}
