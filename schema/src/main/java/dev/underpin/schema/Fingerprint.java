package dev.underpin.schema;

import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short name for what a schema is: 64 hexadecimal digits (SHA-256) over the canonical text of its tables, enums and
 * sequences.
 *
 * <p>Two schemas that are equal in these have the same fingerprint: the order of columns, constraints and indexes does not
 * count, nor how an expression was written before the server spelled it its way. Namespaces and objects that are kept as text
 * do not count either.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** The fingerprint of a schema. */
  public static String of(Schema schema) {
    MessageDigest digest = sha256();
    for (EnumType type : schema.enums().values()) digest.update(bytes(CanonicalText.of(type)));
    for (Sequence sequence : schema.sequences().values()) digest.update(bytes(CanonicalText.of(sequence)));
    for (Table table : schema.tables().values()) digest.update(bytes(CanonicalText.of(table)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The fingerprint of one table. */
  public static String of(Table table) {
    return HexFormat.of().formatHex(sha256().digest(bytes(CanonicalText.of(table))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
