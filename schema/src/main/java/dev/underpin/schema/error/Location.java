package dev.underpin.schema.error;

/**
 * A place in a file.
 *
 * @param row counted from 1
 * @param column counted from 1
 * @param line the text of that line, without its end
 */
public record Location(String file, int row, int column, String line) {
  /** {@code file:row:column}, as editors and compilers write it. */
  @Override
  public String toString() {
    return file + ":" + row + ":" + column;
  }
}
