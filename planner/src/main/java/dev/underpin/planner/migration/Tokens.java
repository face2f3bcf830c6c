package dev.underpin.planner.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The token of a migration: eight hexadecimal digits in the names of its temporary objects and of what it puts into the
 * trash. It follows from the migration's id, so that everybody who sees such a name can tell whose it is.
 */
public final class Tokens {
  private static final int BYTES = 4;

  private Tokens() {}

  /** The first eight hexadecimal digits of the SHA-256 of the id's UTF-8. */
  public static String of(String migrationId) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(migrationId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
