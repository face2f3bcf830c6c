package dev.underpin.workflow.event;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that lines are added to. Each is written at once, so that a program that reads the file
 * sees whole lines, also of several runs.
 */
final class EventFile implements AutoCloseable {
  private final OutputStream out;

  private EventFile(OutputStream out) {
    this.out = out;
  }

  /** Opens the file at its end, and makes it where there is none. */
  static EventFile open(Path path) throws IOException {
    // A pipe that nobody reads would stop the run.
    if (Files.exists(path) && !Files.isRegularFile(path))
      throw new IOException("it is no regular file");
    boolean torn = endsWithinLine(path);
    // A channel would be closed by an interrupt of the thread that writes.
    EventFile file = new EventFile(new FileOutputStream(path.toFile(), true));
    if (torn) file.add("");
    return file;
  }

  /** A run whose disk was full may have left a part of a line. */
  private static boolean endsWithinLine(Path path) throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) return false;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(file.length() - 1);
      return file.read() != '\n';
    }
  }

  /** Adds a line. */
  void add(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
