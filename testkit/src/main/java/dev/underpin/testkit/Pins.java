package dev.underpin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of servers that the build pins: {@code servers.properties}. */
final class Pins {
  private Pins() {}

  /** The pinned version of a server, by the key that says which. */
  static String of(String key) {
    Properties pins = new Properties();
    try (InputStream resource = Pins.class.getResourceAsStream("servers.properties")) {
      if (resource != null) {
        pins.load(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = pins.getProperty(key);
    if (version == null) {
      throw new TestServerException("The build has no binaries of " + key);
    }
    return version;
  }
}
