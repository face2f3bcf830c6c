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
 * @param backup the reference of the backup that was made before
 */
public record Author(String user, String host, String message, String backup) {
  private static final Path HOST = Path.of("/etc/hostname");

  /** Who runs this process. */
  public static Author ofProcess(String message, String backup) {
    return new Author(System.getProperty("user.name", ""), hostName(), message, backup);
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
    return StepRecord.texts(List.of(user, host, message, backup));
  }

  /** Who can write to the history can write what a terminal would take for more than text. */
  static Author parse(String text) {
    List<String> parts = StepRecord.texts(text).stream().map(Printable::line).toList();
    return new Author(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3));
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  /** {@code anna@build-7: release 12 (backup: shop-1742)}. */
  @Override
  public String toString() {
    String who = host.isEmpty() ? user : user + "@" + host;
    String said = message.isEmpty() ? who : who + ": " + message;
    return backup.isEmpty() ? said : said + " (backup: " + backup + ")";
  }
}
