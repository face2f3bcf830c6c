package dev.underpin.cli.report;

import dev.underpin.schema.text.Printable;
import java.nio.charset.StandardCharsets;

/** Text as each form of a report wants it. */
final class Escapes {
  private static final String PLAIN_IN_URI =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private Escapes() {}

  /** Text that XML 1.0 can hold: it has no way at all to write some characters. */
  static String xml(String text) {
    return Printable.text(text).replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
  }

  /** The message of a GitHub annotation. */
  static String annotation(String text) {
    return Printable.text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** A property of a GitHub annotation. */
  static String property(String text) {
    return annotation(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** A label's value in the text format of Prometheus. */
  static String label(String text) {
    return Printable.text(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** A relative path as a URI. */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (PLAIN_IN_URI.indexOf(c) >= 0) uri.append(c);
      else uri.append("%%%02X".formatted((int) c));
    }
    return uri.toString();
  }
}
