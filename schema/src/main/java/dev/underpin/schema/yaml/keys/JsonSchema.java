package dev.underpin.schema.yaml.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 7) by which editors complete and check the YAML. It allows all that the
 * reader allows; what needs more than a look at one file, such as whether a column exists, only the
 * reader checks.
 */
public final class JsonSchema {
  private static final String RESOURCE = "/dev/underpin/schema/underpin.schema.json";

  private JsonSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream in = JsonSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) throw new IllegalStateException(RESOURCE + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
