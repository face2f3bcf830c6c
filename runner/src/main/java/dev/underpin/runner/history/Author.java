package dev.underpin.runner.history;

import dev.underpin.schema.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who ran something, where, and what was said about it. What is not known is empty.
 *
 * @param user the user of the operating system
 */
public record Author(String user, String host, String message) {
  private static final Path HOST = Path.of("/etc/hostname");

  /** Who runs this process. */
  public static Author ofProcess(String message) {
    return new Author(System.getProperty("user.name", ""), hostName(), message);
  }

  /** Java can only ask the network for it, which may not answer. */
  private static String hostName() {
    for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
      String name = System.getenv(variable);
      if (name != null && !name.isBlank()) return name;
    }
    try {
      return Files.isReadable(HOST) ? Files.readString(HOST).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  String text() {
    return StepRecord.texts(List.of(user, host, message));
  }

  /** Who can write to the history can write what a terminal would take for more than text. */
  static Author parse(String text) {
    List<String> parts = StepRecord.texts(text).stream().map(Printable::line).toList();
    return new Author(part(parts, 0), part(parts, 1), part(parts, 2));
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  /** {@code anna@build-7: release 12}. */
  @Override
  public String toString() {
    String who = host.isEmpty() ? user : user + "@" + host;
    return message.isEmpty() ? who : who + ": " + message;
  }
}
