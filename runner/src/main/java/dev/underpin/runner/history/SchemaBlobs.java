package dev.underpin.runner.history;

import dev.underpin.schema.json.Json;
import dev.underpin.schema.json.SchemaCodec;
import dev.underpin.schema.model.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A schema as text for the history: JSON, or packed where that is long. */
public final class SchemaBlobs {
  private static final int LONG = 4_000;
  private static final String PACKED = "gzip:";

  private SchemaBlobs() {}

  static String text(Schema schema) {
    String json = Json.compact(SchemaCodec.toTree(schema));
    return json.length() < LONG ? json : PACKED + pack(json);
  }

  public static Schema schema(String text) {
    String json = text.startsWith(PACKED) ? unpack(text.substring(PACKED.length())) : text;
    return SchemaCodec.fromTree(Json.read(json));
  }

  /** What a text is known by. */
  static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String pack(String json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String unpack(String packed) {
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
